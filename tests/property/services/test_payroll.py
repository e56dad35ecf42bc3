"""Whatever is sold, edited and repeated: parts add up, repeats are identities, edits can be edited back."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.services.payroll.edit_clocks import NewClocks
from sheetanchor.services.payroll.results import ShiftCard, ShiftSaved
from tests.unit.services.payroll.world import ANN, BOB, CID, NOVEMBER, PayWorld, edit, wall

CENT = Decimal("0.01")
LETTERS = "ABC"
amounts = st.decimals(min_value=0, max_value=3000, places=2)
sold = st.dictionaries(st.sampled_from(LETTERS), amounts.map(str), min_size=1)
hours = st.integers(min_value=1, max_value=16)
people = st.sampled_from((ANN, BOB, CID))
paying = st.sampled_from(
    (BonusKind.FLAT, BonusKind.PERCENT_NEXT, BonusKind.PERCENT_PREV, BonusKind.PERCENT_ALL)
)
bonuses = st.lists(
    st.tuples(paying | st.just(BonusKind.DOUBLE_COMMISSION), st.decimals(0, 20, places=2)), max_size=4
)


def money(value: Decimal | None) -> Decimal:
    assert value is not None
    return value


def extra(world: PayWorld, card: ShiftCard) -> Decimal:
    """The exact money of the bonuses of a shift, as the tables tell it."""
    total = Decimal(0)
    for bonus in card.bonuses:
        row = world.values("active_bonuses", bonus.bonus_id)
        if bonus.kind in (BonusKind.FLAT, BonusKind.FLAT_IMMEDIATE):
            total += Decimal(str(row["value"]))
        elif bonus.kind in (BonusKind.PERCENT_PREV, BonusKind.PERCENT_ALL):
            total += Decimal(str(world.values("bonus_money", bonus.bonus_id)["money"]))
    return total


def assert_parts_add_up(world: PayWorld, card: ShiftCard) -> None:
    shift = card.shift
    assert shift.total_sales == sum(shift.sales.values())
    assert abs(money(shift.net_sales) - shift.total_sales * Decimal("0.8")) <= CENT / 2
    assert card.parts is not None
    assert abs(card.parts.total - money(shift.percent)) <= CENT / 2
    made = money(shift.commissions) + money(shift.per_hour) + extra(world, card)
    assert abs(money(shift.total_made) - made) <= 2 * CENT


@settings(deadline=None)
@given(sold, hours, bonuses, people)
def test_the_parts_of_a_new_shift_add_up(
    what: dict[str, str], length: int, given: list[tuple[str, Decimal]], who: int
) -> None:
    world = PayWorld()
    world.create(who=BOB, A="321.09", B="0.07")
    world.clock.advance(1)
    for bonus_id, (kind, value) in enumerate(given, start=1):
        world.put_bonus(bonus_id + 10, kind, str(value), who=who)
    start = wall("11-01 17:00") - timedelta(hours=length)
    saved = world.create(who=who, clock_in=f"{start:%m-%d %H:%M}", **what)
    used = {bonus.bonus_id for bonus in saved.card.bonuses}
    assert used >= {bonus_id + 10 for bonus_id in range(1, len(given) + 1)}
    assert_parts_add_up(world, saved.card)


@settings(deadline=None)
@given(sold, sold, bonuses)
def test_a_repeat_is_an_identity_whatever_comes_between(
    what: dict[str, str], other: dict[str, str], given: list[tuple[str, Decimal]]
) -> None:
    world = PayWorld()
    for bonus_id, (kind, value) in enumerate(given, start=1):
        world.put_bonus(bonus_id, kind, str(value))
    first = world.create("tap", **what)
    world.create("another", **other)
    before = world.everything()
    assert world.create("tap", **what) == first
    assert world.everything() == before


@settings(deadline=None)
@given(sold, bonuses, st.sampled_from(LETTERS), amounts, hours)
def test_edits_that_are_edited_back_leave_no_trace(
    what: dict[str, str], given: list[tuple[str, Decimal]], letter: str, amount: Decimal, length: int
) -> None:
    world = PayWorld()
    world.put_record("Chatting God")
    world.put_shift(1, ANN, "11-01 08:00", "20000")
    for bonus_id, (kind, value) in enumerate(given, start=1):
        world.put_bonus(bonus_id, kind, str(value))
    what = {**what, letter: what.get(letter, "0.00")}
    world.create(**what)
    before = world.values("shifts", 2)
    start = wall("11-01 17:00") - timedelta(hours=length)
    world.edit_product(edit(2), f"Model {letter}", amount)
    world.edit_clocks(edit(2), NewClocks(clock_in=start))
    world.edit_product(edit(2), f"Model {letter}", Decimal(what[letter]))
    world.edit_clocks(edit(2), NewClocks(clock_in=wall("11-01 09:00")))
    assert world.values("shifts", 2) == before


class Team(RuleBasedStateMachine):
    """Shifts, edits, bonuses, deletions and recalculations in any order, while wages and rates change."""

    shifts = Bundle("shifts")

    @initialize(target=shifts)
    def open(self) -> tuple[int, int]:
        self.world = PayWorld()
        self.answers: dict[str, ShiftSaved] = {}
        self.given: list[int] = []
        self.granted: list[int] = []
        self.deleted: set[int] = set()
        return self._create(ANN, {"A": "1999"})

    @rule(target=shifts, who=people, what=sold, place=st.integers(0, 2))
    def create(self, who: int, what: dict[str, str], place: int) -> tuple[int, int]:
        self.world.pick.place = place
        return self._create(who, what)

    def _create(self, who: int, what: dict[str, str]) -> tuple[int, int]:
        key = f"tap {len(self.answers)}"
        saved = self.world.create(key, who=who, **what)
        self.answers[key] = saved
        assert saved.card.shift.id > max(self.given, default=0)
        self.given.append(saved.card.shift.id)
        return saved.card.shift.id, who

    @rule(shift=shifts, letter=st.sampled_from(LETTERS), amount=amounts)
    def correct(self, shift: tuple[int, int], letter: str, amount: Decimal) -> None:
        if shift[0] not in self.deleted:
            self.world.edit_product(edit(*shift), f"Model {letter}", amount)

    @rule(shift=shifts, start=st.integers(0, 15), end=st.integers(16, 17))
    def correct_clocks(self, shift: tuple[int, int], start: int, end: int) -> None:
        if shift[0] not in self.deleted:
            clocks = [wall(f"11-01 {hour:02}:00") for hour in (start, end)]
            self.world.edit_clocks(edit(*shift), NewClocks(*clocks))

    @rule(who=people, kind=paying | st.just(BonusKind.DOUBLE_COMMISSION), value=st.decimals(0, 20, places=2))
    def grant(self, who: int, kind: BonusKind, value: Decimal) -> None:
        self.granted.append(self.world.grant_bonus(who, kind, value))

    @rule(who=people, wage=amounts, base=st.decimals(0, 50, places=2))
    def change_pay(self, who: int, wage: Decimal, base: Decimal) -> None:
        self.world.put("employee_settings", employee_id=who, hourly_wage=wage, sales_commission=base)

    @rule(place=st.integers(0, 3), low=amounts, percent=st.decimals(0, 20, places=2))
    def change_a_step(self, place: int, low: Decimal, percent: Decimal) -> None:
        self.world.put_at("dynamic_rates", place, min_amount=low, percentage=percent)

    @rule(shift=shifts)
    def delete(self, shift: tuple[int, int]) -> None:
        self.world.delete("shifts", (shift[0],))
        self.deleted.add(shift[0])

    @rule()
    def recalculate(self) -> None:
        self.world.recalculate(None)
        assert self.world.recalculate(None).news == ()
        for who, *month in self.world.replica.snapshot("employee_ranks"):
            assert month == list(NOVEMBER)
            assert isinstance(who, int)
            record = self.world.values("employee_ranks", who, *month)
            assert record["current_rank"] == self.world.rank_board(who).present.name

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), what=sold)
    def repeat(self, data: st.DataObject, what: dict[str, str]) -> None:
        key = data.draw(st.sampled_from(sorted(self.answers)))
        before = self.world.everything()
        assert self.world.create(key, **what) == self.answers[key]
        assert self.world.everything() == before

    @invariant()
    def every_shift_adds_up(self) -> None:
        for shift_id in self.world.ids("shifts"):
            assert isinstance(shift_id, int)
            assert_parts_add_up(self.world, self.world.last_shifts.card(shift_id))

    @invariant()
    def each_rank_of_a_month_is_rewarded_once_and_each_reward_is_one_bonus(self) -> None:
        rewards = self.world.replica.snapshot("rank_rewards")
        made = [row.values["bonus_id"] for row in rewards.values() if row.values["bonus_id"] is not None]
        assert sorted([*made, *self.granted], key=str) == sorted(self.world.ids("active_bonuses"), key=str)

    @invariant()
    def a_bonus_names_a_shift_exactly_when_it_is_applied(self) -> None:
        for row in self.world.replica.snapshot("active_bonuses").values():
            assert (row.values["shift_id"] is not None) == row.values["applied"]


TestTeam = Team.TestCase
TestTeam.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
