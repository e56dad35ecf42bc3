"""Carrying out what a step asked for, so that a repeat does nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.employee_name import employee_name
from sheetanchor.domain.payroll.instants import as_utc, wall_clock
from sheetanchor.domain.payroll.pay.shift_times import require_shift_times
from sheetanchor.services.dialogue import screens
from sheetanchor.services.dialogue.events import Arrived
from sheetanchor.services.dialogue.hints import Hint
from sheetanchor.services.dialogue.look import OpenShift
from sheetanchor.services.dialogue.looking import PersonLook
from sheetanchor.services.dialogue.outcome import Letter, Outcome
from sheetanchor.services.dialogue.requests import (
    ChangeAmount,
    ClockIn,
    ClockOut,
    DropOpenShift,
    MoveClocks,
    PayRequest,
    SaveShift,
)
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.showing import screen_of
from sheetanchor.services.dialogue.state import Place, Step
from sheetanchor.services.dialogue.steps import Move, draft_of_open, zone_of
from sheetanchor.services.dialogue.store import OPEN_SHIFTS, PEOPLE, ChatBook
from sheetanchor.services.payroll.create_shift import CreateShift, ShiftRequest
from sheetanchor.services.payroll.edit_clocks import EditClocks, NewClocks
from sheetanchor.services.payroll.edit_sales import EditProduct
from sheetanchor.services.payroll.results import RankNews, ShiftSaved
from sheetanchor.services.payroll.shift_edits import EditRequest


@dataclass(frozen=True, slots=True)
class PayUseCases:
    """What changes shifts. Each is one transaction of its own, and known by its key when it comes again."""

    create_shift: CreateShift
    edit_clocks: EditClocks
    edit_product: EditProduct


class Doing:
    """Does what a move asks for.

    Pay is done in its own transaction, under a key that is the same if the program dies before the answer is
    stored: then the update is handled again and gets the first answer. All else is stored with the answer.
    """

    def __init__(self, pay: PayUseCases, roles: Roles) -> None:
        self._pay = pay
        self._roles = roles

    def outcome(self, move: Move, arrived: Arrived, look: PersonLook) -> Outcome:
        """Do it; raises what the use cases raise, and then nothing was done."""
        match move.request:
            case SaveShift() | MoveClocks() | ChangeAmount() as request:
                saved = self._saved(request, move.dialogue.flow, arrived)
                return _after_saving(saved, request, move, arrived)
            case ClockIn():
                return _clocked_in(move, arrived, look)
            case ClockOut():
                return _clocked_out(move, arrived, look)
            case DropOpenShift():
                return _dropped(move, arrived)
            case None:
                place = move.dialogue.place
                screen = menu_of(arrived, look) if place is None else screen_of(place, look)
                return Outcome(move.dialogue, screen, move.notice)

    def _saved(self, request: PayRequest, flow: int, arrived: Arrived) -> ShiftSaved:
        who, key = arrived.person.person_id, _key(request, flow, arrived)
        match request:
            case SaveShift():
                asked = ShiftRequest(
                    who,
                    arrived.person.name,
                    request.clock_in,
                    request.clock_out,
                    request.sales,
                    arrived.at,
                    is_clocked=request.is_open,
                )
                return self._pay.create_shift(asked, key)
            case MoveClocks():
                clocks = NewClocks(request.clock_in, request.clock_out)
                return self._pay.edit_clocks(EditRequest(request.shift_id, who, key), clocks)
            case ChangeAmount():
                edit = EditRequest(request.shift_id, who, key)
                return self._pay.edit_product(edit, request.product, request.amount)

    def asked(self, move: Move, arrived: Arrived) -> Outcome:
        """A stranger wants to be an employee: every admin gets the question."""
        who = arrived.person
        request = screens.JoinRequest(who.person_id, who.name or who.first_name)
        stranger = screens.Stranger(who.person_id, may_ask=True, has_asked=True)
        letters = tuple(Letter(admin, request) for admin in self._roles.admins)
        return Outcome(move.dialogue, stranger, Hint.ASKED_TO_JOIN, letters, (_note_asked(arrived),))


def menu_of(arrived: Arrived, look: PersonLook) -> screens.Menu:
    """The menu as it is for whoever is at work, or not."""
    return screens.Menu(arrived.person.first_name, look.open_shift())


def _key(request: PayRequest, flow: int, arrived: Arrived) -> str:
    """An open shift is recorded once, whatever flow ends it; else a flow saves once."""
    who = arrived.person.person_id
    if isinstance(request, SaveShift) and request.is_open:
        return f"chat:{who}:open:{as_utc(request.clock_in).isoformat()}"
    return f"chat:{who}:{flow}"


def _after_saving(saved: ShiftSaved, request: PayRequest, move: Move, arrived: Arrived) -> Outcome:
    who = arrived.person.person_id
    is_edit = not isinstance(request, SaveShift)
    ends_open = isinstance(request, SaveShift) and request.is_open
    return Outcome(
        dialogue=move.dialogue.ended(),
        screen=screens.Saved(saved.card, is_edit, saved.new_settings),
        letters=() if saved.rank is None else rank_letters(who, saved.rank),
        effects=(_delete_open(who),) if ends_open else (),
    )


def rank_letters(person_id: int, news: RankNews) -> tuple[Letter, ...]:
    """The message about a change, if there is one; the record is marked once it is delivered."""
    if news.change is None:
        return ()
    told = ("rank_told", person_id, news.month.year, news.month.month, news.change.new.name)
    return (Letter(person_id, screens.RankMessage(news.change), told, telling=news.telling),)


def _clocked_in(move: Move, arrived: Arrived, look: PersonLook) -> Outcome:
    opened = OpenShift(arrived.at)
    screen = screen_of(_start(move), look.after(opened))
    return Outcome(move.dialogue, screen, effects=(_write_open(arrived, opened),))


def _clocked_out(move: Move, arrived: Arrived, look: PersonLook) -> Outcome:
    """A shift that was clocked out before keeps that time."""
    known = look.open_shift()
    start = arrived.at if known is None else known.clock_in
    end = (None if known is None else known.clock_out) or arrived.at
    try:
        require_shift_times(start, end, arrived.at)
    except InputError as error:
        return _asked_for_end(move, start, look, error)
    closed = OpenShift(start, end)
    draft = replace(draft_of_open(start, look), closed=end, clock_out=wall_clock(end, zone_of(look)))
    dialogue = move.dialogue.at(Step.PRODUCT, draft)
    screen = screen_of(dialogue.history[-1], look.after(closed))
    return Outcome(dialogue, screen, effects=(_write_open(arrived, closed),))


def _asked_for_end(move: Move, start: datetime, look: PersonLook, error: InputError) -> Outcome:
    """No shift can have ended now; the person says when it did."""
    dialogue = move.dialogue.at(Step.TIME_OUT, draft_of_open(start, look))
    return Outcome(dialogue, screen_of(dialogue.history[-1], look), error)


def _dropped(move: Move, arrived: Arrived) -> Outcome:
    menu = screens.Menu(arrived.person.first_name)
    return Outcome(move.dialogue, menu, Hint.DROPPED, effects=(_delete_open(arrived.person.person_id),))


def _start(move: Move) -> Place:
    place = move.dialogue.place
    return Place(Step.CLOCK_IN) if place is None else replace(place, step=Step.CLOCK_IN)


def _write_open(arrived: Arrived, shift: OpenShift) -> Callable[[ChatBook], None]:
    values = {
        "employee_id": arrived.person.person_id,
        "clock_in": shift.clock_in,
        "clock_out": shift.clock_out,
    }
    return lambda book: book.write(OPEN_SHIFTS, values)


def _delete_open(person_id: int) -> Callable[[ChatBook], None]:
    return lambda book: book.delete(OPEN_SHIFTS, person_id)


def _note_asked(arrived: Arrived) -> Callable[[ChatBook], None]:
    values = {"person_id": arrived.person.person_id, "name": called(arrived), "asked_at": arrived.at}
    return lambda book: book.write(PEOPLE, values)


def called(arrived: Arrived) -> str:
    """How the person is called where others read it."""
    return employee_name(arrived.person.person_id, arrived.person.name, arrived.person.first_name)
