"""What the groups of methods of the old surface share."""

from collections.abc import Callable
from typing import TypeVar

from sheetanchor.compat.errors import as_value_errors
from sheetanchor.compat.exchange import Exchange
from sheetanchor.compat.parts import Parts
from sheetanchor.services.payroll.errors import ShiftNotFoundError

_Answer = TypeVar("_Answer")


class Methods:
    """Absent things are None, [] or False; whatever fails raises (docs/compat.md)."""

    def __init__(self, parts: Parts, exchange: Exchange) -> None:
        self._parts = parts
        self._exchange = exchange

    def _read(self, ask: Callable[[], _Answer]) -> _Answer:
        with as_value_errors():
            return self._exchange.read(ask)

    def _write(self, act: Callable[[], _Answer]) -> _Answer:
        with as_value_errors():
            return self._exchange.write(act)

    def _edit(self, act: Callable[[], object]) -> bool:
        """Carry out an edit; whether there was such a shift."""

        def is_found() -> bool:
            try:
                act()
            except ShiftNotFoundError:
                return False
            return True

        return self._write(is_found)
