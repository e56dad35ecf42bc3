"""Messages to people: whom, in which words, and where they wait until they are sent."""

from collections.abc import Sequence
from datetime import timedelta

from dependency_injector import containers, providers

from sheetanchor.adapters.system.notifier import LogNotifier
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.rendering import TelegramRenderer
from sheetanchor.adapters.telegram.style import Style
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.dialogue.admin.telling import ChatNotifier
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.store import ChatStore


class LettersContainer(containers.DeclarativeContainer):
    """Needed by whatever tells people something, pay included."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    tables: providers.Dependency[Sequence[Table]] = providers.Dependency()
    replica: providers.Dependency[Replica] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    reference_data: providers.Dependency[ReferenceData] = providers.Dependency()

    token = settings.provided.bot_token.get_secret_value.call()
    store = providers.Singleton(ChatStore, replica, tables, clock)
    data = providers.Singleton(CallbackData, token)
    roles = providers.Singleton(
        Roles, reference_data, settings.provided.admins, settings.provided.registration, clock
    )
    style = providers.Singleton(
        Style, currency=settings.provided.currency, date_format=settings.provided.date_format
    )
    renderer = providers.Singleton(TelegramRenderer, data, style)
    lifetime = providers.Callable(timedelta, hours=settings.provided.dialogue_hours)
    letters = providers.Singleton(Letters, renderer, lifetime)
    notifier = providers.Singleton(ChatNotifier, store, letters, roles, providers.Singleton(LogNotifier))
