"""Addresses that open a browser at a cell."""

from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts


class CellLinks:
    """Links into one spreadsheet, by what the replica knows of its tabs."""

    def __init__(self, spreadsheet_id: str, replica: Replica) -> None:
        self._spreadsheet_id = spreadsheet_id
        self._replica = replica

    def to(self, table: str, address: str | None = None) -> str | None:
        """A link to a cell or, without an address, to the tab; None while the tab was never found."""
        sheet_id = self._replica.state(facts.sheet_id(table))
        if sheet_id is None:
            return None
        place = "" if address is None else f"&range={address}"
        return f"https://docs.google.com/spreadsheets/d/{self._spreadsheet_id}/edit#gid={sheet_id}{place}"
