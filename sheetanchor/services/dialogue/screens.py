"""What is shown: facts for the text, and rows of buttons. No words: those are the adapter's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.periods.statistics import Statistics
from sheetanchor.domain.payroll.rank_changes.review import RankChange
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.dialogue.look import OpenShift
from sheetanchor.services.payroll.results import ShiftCard


@dataclass(frozen=True, slots=True)
class Button:
    """action: as in Tap. shows: what its label is made from, beside the action."""

    action: str
    shows: object = None


Rows = tuple[tuple[Button, ...], ...]

#: What a button's action is about where its answer leaves the message as it is, and comes as a new one.
NEW = "new"

BACK = Button("back")
MENU = Button("menu")
NEW_MENU = Button(f"menu:{NEW}")


@dataclass(frozen=True, slots=True)
class Menu:
    """The start. open_shift: of somebody who is at work, or has still to say what was sold."""

    first_name: str
    open_shift: OpenShift | None = None


@dataclass(frozen=True, slots=True)
class AdminMenu:
    """The start of an admin who is no employee."""

    first_name: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is no employee. may_ask: whether they can ask to join, and have not yet."""

    person_id: int
    may_ask: bool
    has_asked: bool


@dataclass(frozen=True, slots=True)
class Start:
    """What a shift is paid by, and the shift that is open."""

    settings: EmployeeSettings
    rates: RateTable
    open_shift: OpenShift | None


@dataclass(frozen=True, slots=True)
class ConfirmDrop:
    """Whether to forget the open shift."""

    open_shift: OpenShift | None


@dataclass(frozen=True, slots=True)
class PickDay:
    """Of the start. shift_id: of the shift that is edited, None for a new one."""

    days: tuple[date, ...]
    shift_id: int | None = None


@dataclass(frozen=True, slots=True)
class PickTime:
    """One half of a day's hours. day: of the start; clock_in: where the end is asked for."""

    is_end: bool
    afternoon: bool
    day: date
    clock_in: datetime | None = None
    shift_id: int | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """The clocks and sales said so far, wall-clock times. hours: what passed between them, unrounded."""

    clock_in: datetime
    clock_out: datetime
    hours: Decimal
    sales: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class PickProduct:
    """products: those not added yet, as far as they are on this page, one of so many, from 0."""

    worked: Worked
    products: tuple[str, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class AskAmount:
    """Typed. shift_id and present: of the shift that is edited, None for a new one."""

    product: str
    shift_id: int | None = None
    present: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AddOrFinish:
    """added: the product added last, empty where nothing was sold. can_add: whether there is another one."""

    worked: Worked
    added: str
    can_add: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The card of a shift that was recorded or corrected. new_settings: what a newcomer got."""

    card: ShiftCard
    is_edit: bool
    new_settings: EmployeeSettings | None = None


@dataclass(frozen=True, slots=True)
class PickShift:
    """The own shifts that may be corrected, newest first."""

    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class PickField:
    """The card of the shift, and what of it can be corrected."""

    card: ShiftCard


@dataclass(frozen=True, slots=True)
class PickSale:
    """Which product's amount to correct, with what was sold of each on this page, one of so many, from 0."""

    shift_id: int
    amounts: tuple[tuple[str, Decimal], ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class StatisticsShown:
    """The person's month and pay period."""

    statistics: Statistics


@dataclass(frozen=True, slots=True)
class RanksShown:
    """All ranks."""

    table: RankTable


@dataclass(frozen=True, slots=True)
class RankMessage:
    """A change of rank, as it is told on its own."""

    change: RankChange


@dataclass(frozen=True, slots=True)
class Help:
    """What can be done."""

    is_admin: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something stands in the way of the screen; `again` is the action to try once more, if there is one."""

    error: Exception
    again: str | None = None


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """To an admin: somebody wants to be an employee."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class JoinAnswer:
    """To somebody who asked to join."""

    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message of one piece, without a dialogue: reminders, alerts, reports.

    about: its facts, or the notice that it is.
    """

    about: object
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file with a caption. about: the facts of the caption."""

    name: str
    content: bytes
    about: object
    is_photo: bool = False
    buttons: tuple[tuple[Button, ...], ...] = ()


Screen = (
    Menu
    | AdminMenu
    | Stranger
    | Start
    | ConfirmDrop
    | PickDay
    | PickTime
    | PickProduct
    | AskAmount
    | AddOrFinish
    | Saved
    | PickShift
    | PickField
    | PickSale
    | StatisticsShown
    | RanksShown
    | RankMessage
    | Help
    | Trouble
    | JoinRequest
    | JoinAnswer
    | Said
    | FileShown
)


def rows_of(buttons: Sequence[Button], width: int) -> Rows:
    """Buttons in rows of so many."""
    return tuple(tuple(buttons[place : place + width]) for place in range(0, len(buttons), width))
