"""Whatever the bot is told and the sheet holds, in any order: no NaN, no debt, no crash, nothing by half."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.services.payroll.create_shift import ShiftRequest
from sheetanchor.services.payroll.edit_clocks import NewClocks
from sheetanchor.services.payroll.recompute import Recomputed
from tests.unit.services.payroll.world import ANN, BOB, CID, FIXED, NEW, NEW_YORK, PayWorld, edit

ResultT = TypeVar("ResultT")
MOST = Decimal(1_000_000_000)


def numbers(*texts: str) -> st.SearchStrategy[Decimal]:
    return st.sampled_from([Decimal(text) for text in texts])


#: Edges of the steps, thirds of a cent, the most that is paid; now and then what nobody sells.
sold = numbers(
    "0", "0.005", "0.01", "123.45", "499.99", "500", "999.995", "2000", "4000", "15000", "1000000000"
)
said = st.one_of(sold, sold, sold, numbers("-1", "1e12", "NaN", "Infinity"))
#: What a column of amounts lets through.
cells = st.none() | numbers("0", "0.01", "12.34", "500", "2000", "999999999")
people = st.sampled_from((ANN, BOB, CID, NEW))
#: A shift that stands, by its place, or none.
places = st.integers(0, 5)
ids = st.integers(1, 9)
letters = st.sampled_from("AAABBBCCX")
sales = st.dictionaries(letters, said | sold, max_size=2)
keys = st.sampled_from((None, None, "one", "two"))
hours = st.integers(-40, 4)
kinds = st.sampled_from([*map(str, BonusKind), "gift_card"])
tables = st.sampled_from(("shifts", "active_bonuses", "employee_ranks", "employee_settings"))
columns = st.sampled_from(
    (
        *("employee_id", "date", "clock_in", "clock_out", "product_model_a", "product_model_b"),
        *("total_sales", "worked_hours", "net_sales", "percent", "per_hour", "commissions", "total_made"),
    )
)
_CLOCKS = frozenset({"date", "clock_in", "clock_out"})


class Anything(RuleBasedStateMachine):
    """Ann, Bob, Cid and somebody new; whoever keeps the sheet types what the columns let through."""

    @initialize(zone=st.sampled_from((FIXED, NEW_YORK)))
    def open(self, zone: Any) -> None:
        self.world = PayWorld(zone=zone)
        self.highest = 0
        self.create(ANN, {"A": Decimal(1999)}, -1, 8, None)

    def _try(self, act: Callable[[], ResultT]) -> ResultT | None:
        """Done, or refused with an error of ours and then nothing is changed."""
        before = self.world.everything()
        try:
            return act()
        except SheetanchorError:
            assert self.world.everything() == before
            return None

    def _at(self, hours: int) -> datetime:
        return self.world.clock.now() + timedelta(hours=hours)

    def _wall(self, hours: int) -> datetime:
        return self._at(hours).astimezone(self.world.zone).replace(tzinfo=None)

    def _shift(self, place: int) -> int:
        """One that stands, else one that is not there."""
        known = [key for key in self.world.ids("shifts") if isinstance(key, int)]
        return known[place % len(known)] if known else 99

    @rule(who=people, sold=sales, ago=st.integers(-16, 1), length=st.integers(-1, 25), key=keys)
    def create(self, who: int, sold: dict[str, Decimal], ago: int, length: int, key: str | None) -> None:
        start = self._wall(ago - length)
        amounts = {f"Model {letter}": amount for letter, amount in sold.items()}
        asked = ShiftRequest(who, "ann", start, start + timedelta(hours=length), amounts)
        is_known = (key,) in self.world.replica.snapshot("request_results")
        saved = self._try(lambda: self.world.create_shift(asked, key))
        if saved is not None and not is_known:
            assert saved.card.shift.id > self.highest
            self.highest = saved.card.shift.id

    @rule(place=st.integers(0, 2))
    def let_chance_be(self, place: int) -> None:
        self.world.pick.place = place

    @rule(place=places, letter=letters, amount=said, key=keys)
    def correct_a_product(self, place: int, letter: str, amount: Decimal, key: str | None) -> None:
        asked = edit(self._shift(place), None, None if key is None else f"product {key}")
        self._try(lambda: self.world.edit_product(asked, f"Model {letter}", amount))

    @rule(place=places, amount=said)
    def correct_a_total(self, place: int, amount: Decimal) -> None:
        asked = edit(self._shift(place), None)
        self._try(lambda: self.world.edit_total(asked, amount))

    @rule(place=places, start=st.none() | st.integers(-9, 0), end=st.none() | st.integers(-9, 0))
    def correct_clocks(self, place: int, start: int | None, end: int | None) -> None:
        clocks = [None if hour is None else self._wall(hour) for hour in (start, end)]
        self._try(lambda: self.world.edit_clocks(edit(self._shift(place), None), NewClocks(*clocks)))

    @rule(shift=ids, who=people, fields=st.sets(columns, max_size=4), value=cells, ago=hours)
    def type_a_shift(self, shift: int, who: int, fields: set[str], value: Decimal | None, ago: int) -> None:
        """A new one, or other cells of one that stands."""
        row = self.world.replica.snapshot("shifts").get((shift,))
        values: dict[str, object] = {"id": shift, "employee_id": who, "date": self._at(ago)}
        typed = {name: self._at(ago) if name in _CLOCKS else value for name in fields - {"employee_id"}}
        self.world.put("shifts", **{**values, **(dict(row.values) if row else {}), **typed})

    @rule(shift=ids, who=people, made=cells, percent=cells, total=said)
    def take_a_shift_over(
        self, shift: int, who: int, made: Decimal | None, percent: Decimal | None, total: Decimal
    ) -> None:
        if total.is_finite() and 0 <= total <= MOST:
            figures = {"total_made": made, "percent": percent, "total_sales": total}
            self.world.put_old_shift(shift, who, date="10-20 10:00", **figures)

    @rule(
        bonus=ids,
        who=people,
        kind=kinds,
        value=cells,
        used=st.sampled_from((None, (True, None), (False, 1), (True, 1))),
    )
    def type_a_bonus(
        self, bonus: int, who: int, kind: str, value: Decimal | None, used: tuple[bool, int | None] | None
    ) -> None:
        applied, shift = used or (False, None)
        self.world.put_bonus(bonus, kind, str(value or 0), who, applied=applied, shift_id=shift)

    @rule(
        who=people,
        current=st.sampled_from(("Rookie", "Closer", "Legend")),
        previous=st.sampled_from((None, "Shark")),
    )
    def type_a_record(self, who: int, current: str, previous: str | None) -> None:
        self.world.put_record(current, previous, who)

    @rule(who=people, wage=cells, base=st.sampled_from(("0", "8", "100")))
    def type_a_wage(self, who: int, wage: Decimal | None, base: str) -> None:
        amounts = {"hourly_wage": wage or Decimal(0), "sales_commission": Decimal(base)}
        self.world.put("employee_settings", employee_id=who, **amounts)

    @rule(
        place=st.integers(0, 4),
        low=cells,
        high=st.none() | said,
        percent=st.sampled_from(("0", "3.5", "100")),
    )
    def type_a_step(self, place: int, low: Decimal | None, high: Decimal | None, percent: str) -> None:
        end = high if high is not None and high.is_finite() and high >= 0 else None
        amounts = {"min_amount": low or Decimal(0), "max_amount": end}
        self.world.put_at("dynamic_rates", place, **amounts, percentage=Decimal(percent))

    @rule(
        place=st.integers(0, 6), low=cells, code=st.sampled_from(("none", "flat_10", "oops", "percent_all_2"))
    )
    def type_a_rank(self, place: int, low: Decimal | None, code: str) -> None:
        names = ("Rookie", "Hustler", "Closer", "Shark", "King of Greed", "Chatting God", "Myth")
        rank = {"rank_name": names[place], "min_amount": low or Decimal(0), "bonus_1": code}
        self.world.put_at("ranks", place, **rank)

    @rule(table=tables, key=st.none() | ids, who=people)
    def type_what_nobody_can_read(self, table: str, key: int | None, who: int) -> None:
        by_table = {"employee_ranks": (who, 2025, 11), "employee_settings": (who,)}
        self.world.hold(table, None if key is None else by_table.get(table, (key,)))

    @rule(table=tables)
    def mend(self, table: str) -> None:
        with self.world.replica.transaction() as tx:
            tx.set_held(table, [])

    @rule(table=tables, place=st.integers(0, 3))
    def delete(self, table: str, place: int) -> None:
        rows = list(self.world.replica.snapshot(table))
        if place < len(rows):
            self.world.delete(table, rows[place])

    @rule()
    def follow_the_sheet(self) -> None:
        self._try(self.world.recompute)
        left = self.world.recompute().left
        assert self.world.recompute() == Recomputed(left=left)

    @rule(month=st.sampled_from((None, Month(2025, 10))))
    def recalculate(self, month: Month | None) -> None:
        self._try(lambda: self.world.recalculate(None, month))

    @rule(seconds=st.sampled_from((1, 3600, 86_400 * 9)))
    def wait(self, seconds: int) -> None:
        self.world.clock.advance(seconds)

    @invariant()
    def every_amount_can_be_paid(self) -> None:
        for table in self.world.tables:
            for row in self.world.replica.snapshot(table.name).values():
                amounts = [value for value in row.values.values() if isinstance(value, Decimal)]
                assert all(amount.is_finite() and amount >= 0 for amount in amounts), row

    @invariant()
    def every_shift_is_in_the_export_or_named(self) -> None:
        report = self.world.fortnights()
        counted = sum(totals.total_shifts for totals in report.totals)
        assert counted + len(report.left) == len(self.world.ids("shifts"))

    @invariant()
    def everything_can_be_shown(self) -> None:
        for shift_id in self.world.ids("shifts"):
            assert isinstance(shift_id, int)
            self.world.last_shifts.card(shift_id)
        for who in (ANN, BOB, CID, NEW):
            self.world.statistics(who)
            self.world.rank_board(who)

    @invariant()
    def no_rank_of_a_month_is_rewarded_with_two_bonuses(self) -> None:
        rewards = self.world.replica.snapshot("rank_rewards").values()
        bonuses = [row.values["bonus_id"] for row in rewards if row.values["bonus_id"] is not None]
        assert len(bonuses) == len(set(bonuses))


TestAnything = Anything.TestCase
TestAnything.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
