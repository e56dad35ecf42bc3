"""The chat: from Telegram's updates through the dialogue to the use cases of pay, and back."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from dependency_injector import containers, providers

from sheetanchor.adapters.files.status_card import status_card
from sheetanchor.adapters.files.workbook import xlsx_of
from sheetanchor.adapters.telegram.application import BotParts, Chore, TelegramBot
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.adapters.telegram.polling import PollTimes
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.adapters.telegram.urgent import UrgentLetters
from sheetanchor.bot.settings import Settings
from sheetanchor.bot.sheet import tables_by_name
from sheetanchor.bot.webhook import webhook_of
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.supervisor import Supervisor
from sheetanchor.ports.wake import Wake
from sheetanchor.services.dialogue.admin.alerts import Alerts
from sheetanchor.services.dialogue.admin.choosing import ExportChoices
from sheetanchor.services.dialogue.admin.desk import AdminDesk, AdminServices, FileMakers
from sheetanchor.services.dialogue.admin.forced import ForcedSync
from sheetanchor.services.dialogue.admin.health import ReplicaHealth
from sheetanchor.services.dialogue.admin.joining import Joining
from sheetanchor.services.dialogue.admin.roster import Roster
from sheetanchor.services.dialogue.admin.troubles import Troubles
from sheetanchor.services.dialogue.doing import Doing, PayUseCases
from sheetanchor.services.dialogue.engine import Engine
from sheetanchor.services.dialogue.errands import Errands
from sheetanchor.services.dialogue.looking import Readers
from sheetanchor.services.dialogue.rank_letters import RankLetters
from sheetanchor.services.dialogue.reminders import Reminders
from sheetanchor.services.dialogue.store import ChatStore
from sheetanchor.services.sync.status import StatusReader

_HOUR = 3600.0
_MINUTE = 60.0
_SECONDS = 2.0
#: Telegram keeps an update for a day, so nothing older is delivered again.
_KEPT = timedelta(days=2)


def _forgetting(store: ChatStore) -> Callable[[], None]:
    return lambda: store.forget(_KEPT)


class ChatContainer(containers.DeclarativeContainer):
    """Everything that people see in the chat.

    payroll, upkeep, letters: the containers of those names. watchdog: see ServiceManager.
    """

    settings: providers.Dependency[Settings] = providers.Dependency()
    tables: providers.Dependency[Sequence[Table]] = providers.Dependency()
    replica: providers.Dependency[Replica] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    reference_data: providers.Dependency[ReferenceData] = providers.Dependency()
    local_reference: providers.Dependency[ReferenceData] = providers.Dependency()
    wake: providers.Dependency[Wake] = providers.Dependency()
    supervisor: providers.Dependency[Supervisor] = providers.Dependency()
    watchdog: providers.Dependency[float | None] = providers.Dependency()
    payroll = providers.DependenciesContainer()
    upkeep = providers.DependenciesContainer()
    letters = providers.DependenciesContainer()

    store = letters.store
    roles = letters.roles
    readers = providers.Singleton(
        Readers,
        reference=reference_data,
        last_shifts=payroll.last_shifts,
        statistics=payroll.statistics,
        store=store,
        products=settings.provided.products,
    )
    pay = providers.Singleton(
        PayUseCases,
        create_shift=payroll.create_shift,
        edit_clocks=payroll.edit_clocks,
        edit_product=payroll.edit_product,
    )
    status = providers.Singleton(StatusReader, tables, replica, upkeep.findings)
    forced = providers.Singleton(
        ForcedSync, store, letters.letters, upkeep.pass_watch, status, upkeep.conflicts, upkeep.passes, clock
    )
    by_name = providers.Callable(tables_by_name, tables)
    troubles = providers.Singleton(
        Troubles, by_name, upkeep.problems, upkeep.conflicts, upkeep.links, upkeep.plans
    )
    roster = providers.Singleton(Roster, replica, store, roles)
    admin_services = providers.Singleton(
        AdminServices,
        tables=by_name,
        replica=replica,
        clock=clock,
        forced=forced,
        status=status,
        activity=upkeep.activity,
        troubles=troubles,
        recalculate=payroll.recalculate_ranks,
        fortnights=payroll.fortnights,
        zone=settings.provided.time_zone,
        roster=roster,
        joining=providers.Singleton(Joining, store, roles, payroll.ensure_settings),
        exports=providers.Singleton(ExportChoices, roster),
        files=providers.Object(FileMakers(xlsx_of, status_card)),
    )
    engine = providers.Singleton(
        Engine,
        store=store,
        readers=readers,
        roles=roles,
        doing=providers.Singleton(Doing, pay, roles),
        join=payroll.ensure_settings,
        renderer=letters.renderer,
        letters=letters.letters,
        desk=providers.Singleton(AdminDesk, admin_services),
        lifetime=letters.lifetime,
    )
    errands = providers.Singleton(Errands, payroll.mark_rank_told)
    alerts = providers.Singleton(
        Alerts,
        status=status,
        watch=upkeep.pass_watch,
        store=store,
        letters=letters.letters,
        roles=roles,
        failing_for=providers.Callable(timedelta, minutes=settings.provided.alert_minutes),
        links=upkeep.links,
    )
    reminders = providers.Singleton(
        Reminders,
        store=store,
        letters=letters.letters,
        roles=roles,
        after=providers.Callable(timedelta, hours=settings.provided.reminder_hours),
    )
    rank_letters = providers.Singleton(RankLetters, payroll.untold_ranks, store, letters.letters)
    health = providers.Singleton(ReplicaHealth, local_reference, store, roles)
    dispatcher = providers.Singleton(Dispatcher, store, providers.Singleton(Incoming, letters.data), engine)
    sender = providers.Singleton(Sender, store, clock, errands.provided.delivered)
    parts = providers.Singleton(
        BotParts,
        dispatcher=dispatcher,
        sender=sender,
        chores=providers.List(
            providers.Factory(Chore, _HOUR, providers.Callable(_forgetting, store)),
            providers.Factory(Chore, settings.provided.watch_interval, alerts.provided.look),
            providers.Factory(Chore, settings.provided.watch_interval, rank_letters.provided.look),
            providers.Factory(Chore, settings.provided.watch_interval, payroll.tell_admins),
            providers.Factory(Chore, _SECONDS, forced.provided.look),
            providers.Factory(Chore, _MINUTE, reminders.provided.look),
        ),
        supervisor=supervisor,
        times=providers.Singleton(PollTimes.within, watchdog),
        webhook=providers.Singleton(webhook_of, settings),
        admins=settings.provided.admins,
        urgent=providers.Singleton(UrgentLetters, health.provided.look, settings.provided.watch_interval),
    )
    bot = providers.Singleton(
        TelegramBot, token=letters.token, parts=parts, base_url=settings.provided.telegram_url
    )
