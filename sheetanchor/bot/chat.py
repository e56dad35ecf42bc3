"""The chat: from Telegram's updates through the dialogue to the use cases of pay, and back."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from dependency_injector import containers, providers

from sheetanchor.adapters.telegram.application import BotParts, Chore, TelegramBot
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.adapters.telegram.polling import PollTimes
from sheetanchor.adapters.telegram.rendering import TelegramRenderer
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.dialogue.desk import ClosedDesk
from sheetanchor.services.dialogue.doing import Doing, PayUseCases
from sheetanchor.services.dialogue.engine import Engine
from sheetanchor.services.dialogue.errands import Errands
from sheetanchor.services.dialogue.looking import Readers
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.store import ChatStore

_HOUR = 3600.0
#: Telegram keeps an update for a day, so nothing older is delivered again.
_KEPT = timedelta(days=2)


def _forgetting(store: ChatStore) -> Callable[[], None]:
    return lambda: store.forget(_KEPT)


class ChatContainer(containers.DeclarativeContainer):
    """Everything that people see in the chat. payroll: the container of pay."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    tables: providers.Dependency[Sequence[Table]] = providers.Dependency()
    replica: providers.Dependency[Replica] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    reference_data: providers.Dependency[ReferenceData] = providers.Dependency()
    payroll = providers.DependenciesContainer()

    token = settings.provided.bot_token.get_secret_value.call()
    store = providers.Singleton(ChatStore, replica, tables, clock)
    data = providers.Singleton(CallbackData, token)
    roles = providers.Singleton(
        Roles, reference_data, settings.provided.admins, settings.provided.registration, clock
    )
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
    engine = providers.Singleton(
        Engine,
        store=store,
        readers=readers,
        roles=roles,
        doing=providers.Singleton(Doing, pay, roles),
        join=payroll.ensure_settings,
        renderer=providers.Singleton(TelegramRenderer, data),
        desk=providers.Singleton(ClosedDesk),
        lifetime=providers.Callable(timedelta, hours=settings.provided.dialogue_hours),
    )
    errands = providers.Singleton(Errands, payroll.mark_rank_told)
    dispatcher = providers.Singleton(Dispatcher, store, providers.Singleton(Incoming, data), engine)
    sender = providers.Singleton(Sender, store, clock, errands.provided.delivered)
    parts = providers.Singleton(
        BotParts,
        dispatcher=dispatcher,
        sender=sender,
        chores=providers.List(
            providers.Factory(Chore, _HOUR, providers.Callable(_forgetting, store)),
        ),
        stamp=providers.Object(lambda: None),
        times=providers.Singleton(PollTimes),
    )
    bot = providers.Singleton(TelegramBot, token=token, parts=parts, base_url=settings.provided.telegram_url)
