"""What is wired with what: read top to bottom. Nothing else knows dependency-injector."""

import os
import random

from dependency_injector import containers, providers

from sheetanchor.adapters.hybrid.reference_data import HybridReferenceData
from sheetanchor.adapters.sheets.reference_data import SheetReferenceData
from sheetanchor.adapters.sheets.shared_reads import SharedReads
from sheetanchor.adapters.sqlite.reference_data import ReplicaReferenceData
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.system.clock import SystemClock
from sheetanchor.adapters.system.supervisor import SystemdSupervisor, service_manager
from sheetanchor.adapters.system.tokens import new_token
from sheetanchor.adapters.system.wake import ThreadWake
from sheetanchor.adapters.telegram.reach import TelegramReach
from sheetanchor.bot.chat import ChatContainer
from sheetanchor.bot.letters import LettersContainer
from sheetanchor.bot.payroll import PayrollContainer, findings_of
from sheetanchor.bot.settings import Settings
from sheetanchor.bot.sheet import open_probe, open_sheet, spending, tables_by_name
from sheetanchor.bot.upkeep import UpkeepContainer
from sheetanchor.plugins.hookspecs import PluginSettings
from sheetanchor.plugins.manager import build_plugin_manager, collect_tables
from sheetanchor.services.doctor import Doctor
from sheetanchor.services.sync.budget import CallBudget, PushFirst
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.loop import LoopTimes, SyncLoop
from sheetanchor.services.sync.pending import SendableWork
from sheetanchor.services.sync.probe_findings import ProbeFindings
from sheetanchor.services.sync.status import StatusReader
from sheetanchor.services.sync.tally import RequestTally
from sheetanchor.services.tables import LocalTables


class Container(containers.DeclarativeContainer):
    """One process's objects, made when they are first asked for. Give it `settings`."""

    settings = providers.Dependency(instance_of=Settings)

    clock = providers.Singleton(SystemClock, zone=settings.provided.time_zone)
    wake = providers.Singleton(ThreadWake)

    plugin_settings = providers.Singleton(
        PluginSettings,
        zone=settings.provided.time_zone,
        products=settings.provided.products,
        shifts_tab=settings.provided.shifts_tab,
    )
    plugins = providers.Singleton(build_plugin_manager, switched_off=settings.provided.switched_off)
    tables = providers.Singleton(collect_tables, plugins, plugin_settings)

    replica = providers.Singleton(SqliteReplica, settings.provided.database_path, tables, clock)
    reading_replica = providers.Singleton(
        SqliteReplica, settings.provided.database_path, tables, clock, read_only=True
    )
    budget = providers.Singleton(CallBudget, replica, clock)
    tally = providers.Singleton(RequestTally)
    spend = providers.Singleton(spending, budget, tally)
    google_sheet = providers.Singleton(open_sheet, settings, spend)
    sheet = providers.Singleton(PushFirst, google_sheet, providers.Singleton(SendableWork, tables, replica))

    findings = providers.Callable(findings_of, tables, reading_replica)
    status = providers.Singleton(StatusReader, tables, reading_replica, findings)

    doctor = providers.Singleton(
        Doctor,
        google_sheet,
        providers.Singleton(open_probe, settings, providers.Callable(new_token), spend),
        providers.Singleton(
            TelegramReach,
            settings.provided.bot_token.get_secret_value.call(),
            settings.provided.admins,
            settings.provided.telegram_url,
        ),
        providers.Singleton(ProbeFindings, replica, clock),
    )

    sheet_reference_data = providers.Singleton(
        SheetReferenceData,
        google_sheet,
        providers.Callable(tables_by_name, tables),
        providers.Singleton(SharedReads, google_sheet, clock.provided.monotonic),
    )
    local_reference = providers.Singleton(ReplicaReferenceData, replica)
    reference_data = providers.Singleton(HybridReferenceData, local_reference, sheet_reference_data)

    letters = providers.Container(
        LettersContainer,
        settings=settings,
        tables=tables,
        replica=replica,
        clock=clock,
        reference_data=reference_data,
    )
    payroll = providers.Container(
        PayrollContainer,
        settings=settings,
        tables=tables,
        replica=replica,
        clock=clock,
        wake=wake,
        reference_data=reference_data,
        notifier=letters.notifier,
    )

    engine = providers.Singleton(
        SyncEngine,
        tables,
        sheet,
        replica,
        clock,
        providers.Object(new_token),
        follow_ups=payroll.follow_ups,
        spreadsheet=settings.provided.spreadsheet_id,
    )
    loop_times = providers.Singleton(
        LoopTimes, watch=settings.provided.watch_interval, sync=settings.provided.sync_interval
    )
    local_tables = providers.Singleton(LocalTables, tables, replica, clock, wake)

    upkeep = providers.Container(
        UpkeepContainer,
        settings=settings,
        tables=tables,
        replica=replica,
        reading_replica=reading_replica,
        clock=clock,
        wake=wake,
        plugins=plugins,
        engine=engine,
        budget=budget,
        tally=tally,
        findings=findings,
        tell_admins=payroll.tell_admins,
    )
    loop = providers.Singleton(
        SyncLoop, upkeep.passes, clock, wake, loop_times, providers.Object(random.random)
    )

    manager = providers.Singleton(service_manager, os.environ, providers.Callable(os.getpid))
    supervisor = providers.Singleton(
        SystemdSupervisor, manager.provided.notify_socket, loop.provided.is_alive
    )

    chat = providers.Container(
        ChatContainer,
        settings=settings,
        tables=tables,
        replica=replica,
        clock=clock,
        wake=wake,
        reference_data=reference_data,
        local_reference=local_reference,
        supervisor=supervisor,
        watchdog=manager.provided.watchdog,
        payroll=payroll,
        upkeep=upkeep,
        letters=letters,
    )
    bot = chat.bot
