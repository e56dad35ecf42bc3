"""What people do with conflicts, history and guards, and what it is made of."""

from collections.abc import Callable, Sequence
from functools import partial

from dependency_injector import containers, providers
from pluggy import PluginManager

from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.sqlite.sync_log import SqliteSyncLog
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.tables.schema import Table
from sheetanchor.plugins.manager import tell_conflict
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.findings import Findings
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync.activity import ActivityReader
from sheetanchor.services.sync.aftercare import AttendedPasses
from sheetanchor.services.sync.budget import CallBudget
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.history import RowHistory
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.pass_log import PassLog
from sheetanchor.services.sync.pass_recorder import PassRecorder
from sheetanchor.services.sync.pass_watch import PassWatch
from sheetanchor.services.sync.plans import Plans
from sheetanchor.services.sync.probe_findings import PromiseWarnings
from sheetanchor.services.sync.problems import ProblemReader
from sheetanchor.services.sync.resync import Resync
from sheetanchor.services.sync.retention import HistoryRetention
from sheetanchor.services.sync.tally import RequestTally
from sheetanchor.services.sync.telling import ConflictTelling


class UpkeepContainer(containers.DeclarativeContainer):
    """`reading_…` never writes and may be used beside a running bot."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    tables: providers.Dependency[Sequence[Table]] = providers.Dependency()
    replica: providers.Dependency[SqliteReplica] = providers.Dependency()
    reading_replica: providers.Dependency[SqliteReplica] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    wake: providers.Dependency[Wake] = providers.Dependency()

    plugins: providers.Dependency[PluginManager] = providers.Dependency()
    engine: providers.Dependency[SyncEngine] = providers.Dependency()
    budget: providers.Dependency[CallBudget] = providers.Dependency()
    tally: providers.Dependency[RequestTally] = providers.Dependency()
    findings: providers.Dependency[Sequence[Findings]] = providers.Dependency()
    tell_admins: providers.Dependency[Callable[[], None]] = providers.Dependency()

    links = providers.Singleton(CellLinks, settings.provided.spreadsheet_id, reading_replica)
    problems = providers.Singleton(ProblemReader, tables, reading_replica, links, findings)
    conflicts = providers.Singleton(Conflicts, tables, replica, clock, wake)
    reading_conflicts = providers.Singleton(Conflicts, tables, reading_replica, clock, wake)
    history = providers.Singleton(RowHistory, tables, replica, clock, wake)
    reading_history = providers.Singleton(RowHistory, tables, reading_replica, clock, wake)

    resync = providers.Singleton(Resync, tables, replica, clock)

    sync_log = providers.Singleton(SqliteSyncLog, replica.provided.database, clock)
    reading_sync_log = providers.Singleton(SqliteSyncLog, reading_replica.provided.database, clock)
    pass_log = providers.Singleton(PassLog, reading_sync_log)
    recorder = providers.Singleton(PassRecorder, engine, sync_log, clock, tally)
    pass_watch = providers.Singleton(PassWatch, recorder, clock, wake)
    activity = providers.Singleton(ActivityReader, budget, sync_log, pass_watch, clock)

    passes = providers.Singleton(
        AttendedPasses,
        pass_watch,
        providers.List(
            providers.Singleton(
                ConflictTelling, replica, providers.Callable(partial, tell_conflict, plugins)
            ),
            providers.Singleton(HistoryRetention, replica, clock, settings.provided.history_days),
            providers.Singleton(PromiseWarnings, replica),
            tell_admins,
        ),
    )
    plans = providers.Singleton(Plans, engine, passes)
