"""What people do with conflicts, history and guards, and what it is made of."""

from collections.abc import Sequence

from dependency_injector import containers, providers

from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks


class UpkeepContainer(containers.DeclarativeContainer):
    """`reading_…` never writes and may be used beside a running bot."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    tables: providers.Dependency[Sequence[Table]] = providers.Dependency()
    replica: providers.Dependency[SqliteReplica] = providers.Dependency()
    reading_replica: providers.Dependency[SqliteReplica] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    wake: providers.Dependency[Wake] = providers.Dependency()

    links = providers.Singleton(CellLinks, settings.provided.spreadsheet_id, reading_replica)
    conflicts = providers.Singleton(Conflicts, tables, replica, clock, wake)
    reading_conflicts = providers.Singleton(Conflicts, tables, reading_replica, clock, wake)
