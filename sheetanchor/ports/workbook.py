"""A workbook that is only read."""

from collections.abc import Sequence
from typing import Protocol

from sheetanchor.ports.sheet import Fetched, TabRef


class Workbook(Protocol):
    """A spreadsheet or a file of one."""

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """All tabs by table name, None where there is no such tab.

        Raises RemoteError or OperatorError where it cannot be read.
        """
