"""Pinned cells as text in a column of their row."""

import json
from types import MappingProxyType

from sheetanchor.domain.tables.pins import Pin, Pins, no_pins
from sheetanchor.domain.tables.schema import Table


def pins_text(table: Table, pins: Pins) -> str | None:
    """NULL for a row without any."""
    facts = {
        field: {
            "computed": None if pin.computed is None else table.by_field[field].kind.dump(pin.computed),
            "address": pin.address,
        }
        for field, pin in pins.items()
    }
    return json.dumps(facts, separators=(",", ":")) if facts else None


def pins_of_text(table: Table, text: str | None) -> Pins:
    """Those of columns that are declared still."""
    facts = {} if text is None else json.loads(text)
    pins = {
        field: Pin(
            None if fact["computed"] is None else table.by_field[field].kind.load(fact["computed"]),
            fact["address"],
        )
        for field, fact in facts.items()
        if field in table.by_field
    }
    return MappingProxyType(pins) if pins else no_pins()
