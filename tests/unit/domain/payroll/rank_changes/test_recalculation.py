from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.domain.payroll.rank_changes.recalculation import employees_of_month, recalculate_ranks
from tests.unit.domain.payroll.factories import ANN, BOB, CID, FIXED_EASTERN, RANKS, ScriptedChooser, shift

NOVEMBER = Month(2025, 11)
SHIFTS = [
    shift(1, ANN, "11-02 10:00", "2500"),
    shift(2, BOB, "11-03 10:00", "2500"),
    shift(3, 1004, "10-31 10:00", "2500"),
]
RECORDS = [
    MonthRank(CID, NOVEMBER, "Closer", "Rookie"),
    MonthRank(BOB, NOVEMBER, "Rookie", "Rookie"),
    MonthRank(1005, Month(2025, 10), "Closer", "Rookie"),
]


def test_everybody_with_a_shift_or_a_record_of_the_month_counts() -> None:
    assert employees_of_month(SHIFTS, RECORDS, NOVEMBER, FIXED_EASTERN) == (ANN, BOB, CID)


def test_each_gets_a_review_without_a_current_shift() -> None:
    reviews = recalculate_ranks(
        NOVEMBER,
        FIXED_EASTERN,
        shifts=SHIFTS,
        records=RECORDS,
        rewarded={ANN: ("Hustler",)},
        ranks=RANKS,
        choose=ScriptedChooser(),
    )
    changes = {one.employee_id: one.change for one in reviews}
    ann, bob, cid = changes[ANN], changes[BOB], changes[CID]
    assert ann is not None
    assert ann.reward is None
    assert bob is not None
    assert bob.reward is not None
    assert bob.reward.bonus is not None
    assert (bob.reward.bonus.kind, bob.reward.bonus.shift_id) == ("flat", None)
    assert cid is not None
    assert (cid.old.name, cid.new.name, cid.is_up) == ("Closer", "Rookie", False)
