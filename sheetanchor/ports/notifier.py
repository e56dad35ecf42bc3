"""Telling the admins what they should know of, beside what the sheet shows."""

from dataclasses import dataclass
from typing import Protocol

from sheetanchor.domain.payroll.bonuses.codes import BonusCode
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.ports.replica import Transaction


@dataclass(frozen=True, slots=True)
class NewEmployee:
    """Somebody without a row in EmployeeSettings got one with the configured defaults."""

    name: str
    settings: EmployeeSettings


@dataclass(frozen=True, slots=True)
class RewardByHand:
    """An employee reached a rank and drew what only a person can give, such as a paid day off."""

    employee_id: int
    month: Month
    rank: str
    code: BonusCode


@dataclass(frozen=True, slots=True)
class RankNotReviewed:
    """A shift was saved, but the rank of its month could not be told; reason: what to mend where."""

    employee_id: int
    month: Month
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftLeft:
    """A shift in the sheet cannot be computed and is left as it is; reason: what to mend where."""

    shift_id: int
    employee_id: int
    employee_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BonusesOfGoneShift:
    """A shift was deleted in the sheet on which these bonuses had acted; they stay used up."""

    shift_id: int
    bonus_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaidWithoutUnread:
    """A shift was paid while others in the sheet could not be read, which count in nothing until then.

    cells: where and why, a sentence each. waiting: how many of the employee's bonuses wait because of it.
    """

    shift_id: int
    employee_id: int
    employee_name: str
    cells: tuple[str, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class BadBonusCode:
    """A bonus cell of a rank holds no code, so that it is never drawn. header: of its column."""

    rank: str
    header: str
    code: str


AdminNotice = (
    NewEmployee
    | RewardByHand
    | RankNotReviewed
    | ShiftLeft
    | BonusesOfGoneShift
    | PaidWithoutUnread
    | BadBonusCode
)


class Notifier(Protocol):
    """Safe to use from any thread."""

    def tell_admins(self, notice: AdminNotice, tx: Transaction) -> None:
        """Pass a notice on, at once and without the network; what it is about is committed already.

        tx: the transaction that forgets the notice, so that what is put into it comes once.
        Where this raises, the notice is passed on later.
        """
