"""Derived cells that a person typed over: that stands, and what the program computes waits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetanchor.domain.tables.values import Value


@dataclass(frozen=True, slots=True)
class Pin:
    """Of one cell. computed: what the program would have there, None while it computes nothing.

    address: in the tab, such as P2, as it was read last; None where it was not read since.
    """

    computed: Value
    address: str | None = None


#: By field.
Pins = Mapping[str, Pin]


def no_pins() -> Pins:
    """Of a row that nobody typed over."""
    return _NONE


def typed_over(pin: Pin | None, local: Value, remote: Value) -> Pin | None:
    """The pin of a derived cell once the sheet's value has taken the place of the local one.

    None where the cell was cleared, so that the program computes it again, or holds what that computed.
    """
    computed = local if pin is None else pin.computed
    return None if remote is None or remote == computed else Pin(computed)


_NONE: Pins = MappingProxyType({})
