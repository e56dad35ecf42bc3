"""The inputs that the figures of a shift were computed from, as text kept beside its terms."""

from dataclasses import replace
from datetime import tzinfo
from typing import Any

from pydantic import TypeAdapter

from sheetanchor.domain.payroll.shift import FIGURES, Shift

_TEXT = TypeAdapter(Shift)


def inputs_of(shift: Shift) -> Shift:
    """The shift without the figures that are computed, and without the name.

    A figure that was typed over is one more input, whatever would be computed in its place.
    """
    computed: dict[str, Any] = {name: None for name in FIGURES if name not in shift.pinned}
    return replace(shift, employee_name="", pinned=dict.fromkeys(shift.pinned), **computed)


def inputs_text(shift: Shift) -> str:
    """As JSON, amounts exact."""
    return _TEXT.dump_json(inputs_of(shift)).decode()


def inputs_from_text(text: str, zone: tzinfo) -> Shift:
    """What `inputs_text` was given, instants in the zone."""
    inputs = _TEXT.validate_json(text)
    return replace(
        inputs,
        date=inputs.date.astimezone(zone),
        clock_in=None if inputs.clock_in is None else inputs.clock_in.astimezone(zone),
        clock_out=None if inputs.clock_out is None else inputs.clock_out.astimezone(zone),
    )
