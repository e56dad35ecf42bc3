"""The inputs that the figures of a shift were computed from, as text kept beside its terms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
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
    return _moved(_TEXT.validate_json(text), lambda moment: moment.astimezone(zone))


def inputs_on_the_wall(text: str, zone: tzinfo) -> Shift:
    """The same after the time zone of the settings was changed: what the clocks showed, in this zone."""
    return _moved(_TEXT.validate_json(text), lambda moment: moment.replace(tzinfo=zone))


def is_of_zone(text: str, zone: tzinfo) -> bool:
    """Whether its date was noted while the clocks of this zone counted."""
    date = _TEXT.validate_json(text).date
    return date.utcoffset() == date.astimezone(zone).utcoffset()


def _moved(inputs: Shift, move: Callable[[datetime], datetime]) -> Shift:
    return replace(
        inputs,
        date=move(inputs.date),
        clock_in=None if inputs.clock_in is None else move(inputs.clock_in),
        clock_out=None if inputs.clock_out is None else move(inputs.clock_out),
    )
