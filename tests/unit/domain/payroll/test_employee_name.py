import pytest

from sheetanchor.domain.payroll.employee_name import employee_name


@pytest.mark.parametrize(
    ("username", "full_name", "name"),
    [("ann", "Ann Lee", "ann"), (None, "Ann Lee", "Ann Lee"), (" ", "", "user_7"), (None, None, "user_7")],
)
def test_username_then_full_name_then_number(username: str | None, full_name: str | None, name: str) -> None:
    assert employee_name(7, username, full_name) == name
