"""The old service that works on the sheet itself."""

from sheetanchor.adapters.memory.undoable import UndoableReplica
from sheetanchor.adapters.sqlite.reference_data import ReplicaReferenceData
from sheetanchor.bot.container import Container
from sheetanchor.compat.surface import Surface
from sheetanchor.compat.wiring import container_of, first_pass, leave_ranks, wire
from sheetanchor.services.straight import Straight
from sheetanchor.services.sync.pending import PendingWork


class SheetsService(Surface):
    """Every answer is what the sheet says now, and every change stands there when the call returns.

    Made from the settings of the process (docs/compat.md), or from a container that somebody wired already.
    Raises SettingsError, OperatorError or RemoteError where the spreadsheet cannot be opened.
    """

    def __init__(self, cache_manager: object = None, *, container: Container | None = None) -> None:
        made = container or container_of()
        replica = UndoableReplica(made.tables())
        made.replica.override(replica)
        made.reference_data.override(ReplicaReferenceData(replica))
        leave_ranks(made)
        passes = made.engine()
        wired = wire(made, Straight(passes, replica, PendingWork(made.tables(), replica)))
        super().__init__(wired, cache_manager)
        first_pass(passes, replica, wired.parts.tab)
