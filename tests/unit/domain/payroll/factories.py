"""Made-up shifts, bonuses and tables, with the figures of the worked examples."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from sheetanchor.domain.payroll.bonuses.active import Bonus, bonuses_of_shift
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.pay.chain import ShiftPay
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.edits import EditedShift
from sheetanchor.domain.payroll.pay.new_shift import NewShift, PaidShift
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from sheetanchor.domain.payroll.rates import RateStep, RateTable
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms

OptionT = TypeVar("OptionT")

#: The two zones that wall-clock times are read in (Rule 1, time zone).
NEW_YORK = ZoneInfo("America/New_York")
FIXED_EASTERN = timezone(timedelta(hours=-5))
FIXED = PayPolicy(FIXED_EASTERN)
ANN, BOB, CID = 1001, 1002, 1003
PRODUCTS = ("A", "B", "C")
RATES = RateTable(
    tuple(
        RateStep(Decimal(low), None, Decimal(percent))
        for low, percent in (("0", "0"), ("500", "2"), ("1000", "4"), ("2000", "6"))
    )
)
RANKS = RankTable(
    (
        Rank("Rookie", Decimal(0), Decimal("1999.99"), bonuses=("none", "none", "none")),
        Rank("Hustler", Decimal(2000), None, bonuses=("flat_10", "percent_next_1", "percent_prev_1")),
        Rank("Closer", Decimal(4000), None, bonuses=("flat_25", "percent_next_2", "flat_15")),
        Rank("Shark", Decimal(7000), None, bonuses=("flat_50", "paid_day_off", "percent_next_3")),
    )
)


def at(text: str) -> datetime:
    """`11-01 17:05` of 2025, fixed -05:00."""
    return datetime.strptime(f"2025-{text} -0500", "%Y-%m-%d %H:%M %z")


def sales(**amounts: str) -> dict[str, Decimal]:
    return {product: Decimal(amount) for product, amount in amounts.items()}


def shift(shift_id: int, who: int, date: str, total: str | None = None, **amounts: str) -> Shift:
    sold = sales(**amounts)
    return Shift(
        id=shift_id,
        employee_id=who,
        date=at(date),
        sales=sold,
        total_sales=sum(sold.values(), Decimal(0)) if total is None else Decimal(total),
    )


#: A shift as another program recorded it, with the figures of 500 sold in 8 hours.
OLD = Shift(
    id=1,
    employee_id=1001,
    date=at("11-01 17:05"),
    clock_in=at("11-01 09:00"),
    clock_out=at("11-01 17:00"),
    sales=sales(A="500"),
    total_sales=Decimal(500),
    worked_hours=Decimal(8),
    net_sales=Decimal(400),
    percent=Decimal(10),
    per_hour=Decimal(120),
    commissions=Decimal(40),
    total_made=Decimal(160),
)


def settings(wage: str = "15", base: str = "8", who: int = ANN) -> EmployeeSettings:
    return EmployeeSettings(who, Decimal(wage), Decimal(base))


def new_shift(
    clock_in: str = "11-01 09:00", clock_out: str = "11-01 17:00", date: str = "11-01 17:05", **amounts: str
) -> NewShift:
    return NewShift(ANN, at(date), at(clock_in), at(clock_out), sales(**amounts))


def bonus(kind: str, value: str = "0", bonus_id: int = 1, who: int = ANN) -> Bonus:
    return Bonus(bonus_id, who, kind, Decimal(value))


def context(*shifts: Shift, policy: PayPolicy = FIXED) -> PayContext:
    return PayContext(shifts, RATES, PRODUCTS, policy)


@dataclass
class ScriptedChooser:
    """Picks by the given places, and keeps what it was offered; the first place once they are used up."""

    places: Sequence[int] = ()
    offered: list[Sequence[object]] = field(default_factory=list)

    def __call__(self, options: Sequence[OptionT], /) -> OptionT:
        place = self.places[len(self.offered)] if len(self.offered) < len(self.places) else 0
        self.offered.append(tuple(options))
        return options[place]


def record(new: NewShift, paid: PaidShift, shift_id: int = 1) -> RecordedShift:
    """The shift as it stands after it was stored, its bonuses applied."""
    stored = Shift(
        id=shift_id,
        employee_id=new.employee_id,
        date=new.date,
        clock_in=new.clock_in,
        clock_out=new.clock_out,
        sales=paid.sales,
        **figures(paid.pay),  # type: ignore[arg-type]
    )
    return RecordedShift(stored, paid.terms, paid.bonuses)


def store(recorded: RecordedShift, edited: EditedShift) -> RecordedShift:
    """The shift as it stands after an edit was stored."""
    stored = replace(
        recorded.shift,
        clock_in=edited.clock_in,
        clock_out=edited.clock_out,
        sales=edited.sales,
        **figures(edited.pay),  # type: ignore[arg-type]
    )
    return replace(recorded, shift=stored, terms=edited.terms)


def figures(pay: ShiftPay) -> dict[str, Decimal]:
    return {name: getattr(pay, name) for name in ShiftPay.__slots__}


def together(*values: object) -> tuple[object, ...]:
    """Several values to compare at once, Decimals with plain numbers too."""
    return values


def before_us(base: str = "8") -> ShiftTerms:
    """The terms of a shift that another program recorded."""
    return ShiftTerms(Decimal(15), Decimal(base))


def applied(shift_id: int, *bonuses: Bonus) -> tuple[Bonus, ...]:
    return tuple(replace(one, applied=True, shift_id=shift_id) for one in bonuses)


def recorded_before_us(row: Shift, *bonuses: Bonus, base: str = "8") -> RecordedShift:
    return RecordedShift(
        row, before_us(base), bonuses_of_shift(applied(row.id, *bonuses), row.id, row.employee_id)
    )
