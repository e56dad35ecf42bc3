"""Two shifts that were given one id: neither is lost, and what belongs to each goes with it."""

from decimal import Decimal
from typing import Any

from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.services.sync.status import StatusReader
from tests.unit.services.payroll.test_in_the_sheet import Office
from tests.unit.services.payroll.world import ANN, BOB

BOSS = {"Date": "2025/11/01 16:00:00", "EmployeeId": "1002", "EmployeeName": "bob", "Model B": "900"}


def type_shift(office: Office, number: int, **cells: Any) -> None:
    tab = office.tabs["Shifts"]
    tab.append_row({"ID": str(number), **BOSS, **cells})


def shifts(office: Office) -> dict[int, tuple[int, Decimal]]:
    """Who has what total under which id, in the replica."""
    rows = office.pay.replica.snapshot("shifts").values()
    return {row.values["id"]: (row.values["employee_id"], row.values["total_sales"]) for row in rows}  # type: ignore[misc]


def in_sheet(office: Office) -> dict[str, str]:
    """Name by id as the tab shows them."""
    return {str(line[0]): str(line[3]) for line in office.tabs["Shifts"].values()[1:] if line[0]}


def test_a_shift_typed_under_an_id_that_the_program_has_just_given_takes_nothing_from_it() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    type_shift(office, 1)
    office.sync()
    assert in_sheet(office) == {"1": "bob", "2": "ann"}
    assert shifts(office)[2] == (ANN, Decimal(500))
    assert shifts(office)[1][0] == BOB


def test_what_was_paid_and_granted_for_the_shift_goes_with_it() -> None:
    office = Office()
    office.sync()
    saved = office.pay.create(A="2000")
    assert saved.rank is not None
    type_shift(office, 1)
    office.sync()
    values = office.pay.values
    assert values("shift_terms", 2)["hourly_wage"] == 15
    assert office.pay.ids("shift_terms") == [2]
    assert values("active_bonuses", 1)["shift_id"] == 2
    assert office.line("ActiveBonuses")[5] == Decimal(2)
    [reward] = office.pay.replica.snapshot("rank_rewards").values()
    assert reward.values["shift_id"] == 2


def test_it_is_told_with_both_rows() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    type_shift(office, 1)
    office.sync()
    [kept] = office.pay.replica.conflicts(10)
    conflict = kept.conflict
    assert (conflict.loss, conflict.key, conflict.address) == (Loss.COLLIDED, (1,), "A2")
    assert conflict.sheet is not None
    assert conflict.local is not None
    assert (conflict.sheet["employee_name"], conflict.local["employee_name"]) == ("bob", "ann")
    assert conflict.local["id"] == 2


def test_afterwards_nothing_is_left_to_do() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    type_shift(office, 1)
    office.sync(6)
    pushed = len(office.sheet.pushed)
    office.sync(3)
    assert len(office.sheet.pushed) == pushed
    state = StatusReader(office.pay.tables, office.pay.replica).read()
    assert [table.pending for table in state.tables if table.table == "shifts"] == [0]


def test_an_id_deleted_in_the_sheet_before_we_saw_it_is_not_given_again() -> None:
    office, other = Office(), Office()
    office.sync()
    other.share(office)
    other.sync()
    other.pay.create(who=BOB, A="1")
    other.sync()
    office.tabs["Shifts"].delete_row(1)
    other.sync()
    office.pay.create(A="500")
    office.sync()
    assert in_sheet(office) == {"2": "ann"}
    assert list(shifts(office)) == [2]


def test_a_shift_of_another_program_and_ours_of_the_same_moment_both_stand() -> None:
    office, other = Office(), Office()
    office.sync()
    other.share(office)
    other.sync()
    office.pay.create(A="500")
    other.pay.create(who=BOB, name="bob", B="700")
    office.sync()
    other.sync()
    office.sync()
    assert in_sheet(office) == {"1": "ann", "2": "bob"}
    assert shifts(office) == shifts(other) == {1: (ANN, Decimal(500)), 2: (BOB, Decimal(700))}


def test_a_number_of_our_own_is_not_taken_for_anothers_where_the_row_waits() -> None:
    office = Office()
    office.sync()
    office.pay.create(A="500")
    office.sheet.refuse(office.tabs["Shifts"].sheet_id, 3, "ann")
    office.sync(6)
    assert list(shifts(office)) == [1]


def test_an_id_too_large_to_be_followed_is_held_and_stops_no_new_shift() -> None:
    office = Office()
    office.sync()
    type_shift(office, 2**53)
    office.sync()
    office.pay.create(A="500")
    office.sync(3)
    assert set(shifts(office)) == {1}
    (held,) = office.pay.replica.held("shifts")
    assert (held.address, held.shown) == ("A2", str(2**53))
    office.tabs["Shifts"].delete_row(1)
    office.sync(3)
    office.pay.create(A="600")
    office.sync(3)
    assert set(in_sheet(office)) == {"1", "2"}
    assert office.pay.replica.held("shifts") == ()
