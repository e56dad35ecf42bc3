"""What a resync promises, looked at after every transaction: it asks, and takes nothing away.

Once both sides have agreed on a row anew, or a person has answered, it is like any other.
"""

from typing import TYPE_CHECKING

from sheetanchor import Table, Writer
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.values import Key
from sheetanchor.services.sync import facts
from tests.property.sync.page import Meaning
from tests.property.sync.scene import Scene

if TYPE_CHECKING:
    from tests.property.sync.program import Program


#: No transaction changes more rows.
_LOOKED_AT = 100


class Watch:
    """Looks at one program."""

    def __init__(self, program: "Program", scene: Scene) -> None:
        self._program = program
        self._scene = scene
        self._seen: dict[str, int] = {}
        self._kept = 0
        self._asking: set[str] = set()
        self._agreed: dict[str, set[Key]] = {}
        self._unsettled: dict[str, set[Meaning]] = {}

    def look(self) -> None:
        """To be called whenever something was committed."""
        for table in self._program.tables:
            self._look_at(table)
            is_asking = self._program.replica.state(facts.resync(table.name)) is not None
            (self._asking.add if is_asking else self._asking.discard)(table.name)
            rows = self._program.rows(table).items()
            self._agreed[table.name] = set(self._program.base(table))
            self._unsettled[table.name] = {key[0] for key, row in rows if row.status is not SyncStatus.SYNCED}
            if is_asking:
                newest = self._program.replica.history(table.name, limit=1)
                self._seen[table.name] = newest[0].sequence if newest else 0

        self._kept = max((kept.number for kept in self._program.replica.conflicts(1)), default=0)

    def _look_at(self, table: Table) -> None:
        program = self._program
        if table.name in self._asking:
            # One that the sheet had not learnt yet is not known to be the same there once it is deleted here.
            self._scene.revived |= self._unsettled[table.name] - {key[0] for key in program.rows(table)}
        if table.name in program.resynced:
            # A row without a base is a new one, wherever it was before: it stays, or comes back.
            base = program.base(table)
            self._scene.revived |= {key[0] for key in program.rows(table) if key not in base}
        if table.name not in self._asking:
            return
        for change in program.replica.history(table.name, limit=_LOOKED_AT):
            is_gone = change.after is None and change.side is Source.SHEETS
            is_new = change.sequence > self._seen[table.name]
            if is_new and is_gone and change.key not in self._agreed[table.name]:
                program.faults.append(f"{program.name}: a resync of {table.name} deleted row {change.key}")
        for kept in program.replica.conflicts(_LOOKED_AT):
            conflict = kept.conflict
            is_new = kept.number > self._kept and conflict.table == table.name
            is_decided = conflict.loss is Loss.NEVER_AGREED and kept.decided_at == kept.at
            if is_new and is_decided and not _is_programs(table, conflict.field):
                program.faults.append(
                    f"{program.name}: a resync of {table.name} did not ask about {conflict}"
                )


def _is_programs(table: Table, field: str | None) -> bool:
    """Whether people have no say in a cell: what stands there is settled among programs."""
    return field is not None and table.by_field[field].writer is Writer.LOCAL
