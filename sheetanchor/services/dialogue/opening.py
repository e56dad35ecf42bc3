"""Buttons and commands that work wherever a person is: they begin anew."""

from collections.abc import Callable, Mapping

from sheetanchor.services.dialogue.hints import Hint, HintError
from sheetanchor.services.dialogue.look import Look
from sheetanchor.services.dialogue.requests import ClockOut
from sheetanchor.services.dialogue.state import Dialogue, Step
from sheetanchor.services.dialogue.steps import Move, draft_of_open

_STEPS: Mapping[str, tuple[Step, ...]] = {
    "menu": (),
    "start": (),
    "clock_in": (Step.CLOCK_IN,),
    "enter": (Step.CLOCK_IN, Step.DATE_IN),
    "edit": (Step.EDIT_PICK,),
    "statistics": (Step.STATISTICS,),
    "ranks": (Step.RANKS,),
}


def opens(action: str) -> bool:
    """Whether an action begins anew, so that it is good on any screen, however old."""
    return action in _STEPS or action in _OTHERS


def opened(action: str, update_id: int, look: Look) -> Move:
    """Where an action leads; a dialogue that was under way is left."""
    begun = Dialogue(flow=update_id)
    if action in _OTHERS:
        return _OTHERS[action](begun, look)
    for step in _STEPS[action]:
        begun = begun.at(step)
    return Move(begun)


def _clock_out(begun: Dialogue, look: Look) -> Move:
    if look.open_shift() is None:
        raise HintError(Hint.NOT_CLOCKED_IN)
    return Move(begun.at(Step.CLOCK_IN), ClockOut())


def _left(begun: Dialogue, look: Look) -> Move:
    """The open shift ended earlier than now."""
    shift = look.open_shift()
    if shift is None:
        raise HintError(Hint.NOT_CLOCKED_IN)
    return Move(begun.at(Step.CLOCK_IN).at(Step.TIME_OUT, draft_of_open(shift.clock_in, look)))


def _cancel(begun: Dialogue, look: Look) -> Move:
    del look
    return Move(begun, notice=Hint.CANCELLED)


_OTHERS: Mapping[str, Callable[[Dialogue, Look], Move]] = {
    "clock_out": _clock_out,
    "left": _left,
    "cancel": _cancel,
}
