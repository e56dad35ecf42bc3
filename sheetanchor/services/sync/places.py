"""Where the rows of a list stood when its tab was read last, so that people are led to the cell."""

import json

from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.tab import address
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.sync import facts


def note_places(tx: Transaction, plan: TablePlan) -> None:
    """Remember them with what the plan stores; written only where something moved."""
    if not plan.places:
        return
    rows = {str(number): place for (number,), place in plan.places.items()}
    text = json.dumps({"columns": dict(plan.columns), "rows": rows}, sort_keys=True)
    if tx.state(facts.places(plan.table)) != text:
        tx.set_state(facts.places(plan.table), text)


class CellPlaces:
    """Reads as last committed."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica

    def address(self, table: str, key: Key, field: str) -> str | None:
        """Such as E4; None for a row or column that the last read did not find, and where keys name rows."""
        text = self._replica.state(facts.places(table))
        known = {"columns": {}, "rows": {}} if text is None else json.loads(text)
        row, column = known["rows"].get(str(key[0])), known["columns"].get(field)
        return None if row is None or column is None else address(row, column)
