"""Exports of one person and one month or fortnight."""

import csv
import io
from base64 import b64decode
from datetime import date
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.fortnights import Fortnight
from sheetanchor.services.dialogue.admin.reports import Chatter, Period
from sheetanchor.services.dialogue.admin.selection import Selection, period_code, period_from_code
from tests.unit.services.dialogue.admin_world import AdminWorld
from tests.unit.services.dialogue.world import ADMIN, ANN

NOVEMBER = Month(2025, 11)


@pytest.fixture
def world() -> AdminWorld:
    """Shifts of Ann and Bob around both ends of fortnights, the last one at the end of November."""
    world = AdminWorld()
    shifts = [
        (ANN, "10-31 23:59"),
        (ANN, "11-01 00:00"),
        (ANN, "11-15 23:59"),
        (ANN, "11-16 00:00"),
        (ADMIN, "11-20 10:00"),
    ]
    for number, (who, at) in enumerate(shifts, start=1):
        world.pay.put_shift(number, who, at, "100")
    world.clock.advance(60 * 60 * 24 * 25)
    return world


def sent(world: AdminWorld) -> tuple[str, list[str]]:
    """The name of the newest file, and the ids that it holds."""
    waiting = next(one for one in world.store.outbox() if "file" in one.body)
    content = b64decode(waiting.body["file"]).decode("utf-8-sig")
    return waiting.body["name"], [row[0] for row in csv.reader(io.StringIO(content))][1:]


def typed(world: AdminWorld, command: str) -> tuple[str, list[str]]:
    world.refusing = True
    world.say(command, ADMIN)
    return sent(world)


@pytest.mark.parametrize(
    ("command", "name", "ids"),
    [
        ("/export", "shifts-all-2025-11-26.csv", "12345"),
        ("/export 2025-11", "shifts-2025-11.csv", "2345"),
        ("/export 2025/10", "shifts-2025-10.csv", "1"),
        ("/export 2025-11-1", "shifts-2025-11-01-to-15.csv", "23"),
        ("/export fortnight", "shifts-2025-11-16-to-30.csv", "45"),
        ("/export last-fortnight", "shifts-2025-11-01-to-15.csv", "23"),
        ("/export last-month", "shifts-2025-10.csv", "1"),
        (f"/export {ANN} month", f"shifts-2025-11-ann-{ANN}.csv", "234"),
        ("/export @Ann fortnight", f"shifts-2025-11-16-to-30-ann-{ANN}.csv", "4"),
        ("/export csv bob", f"shifts-all-2025-11-26-bob-{ADMIN}.csv", "5"),
    ],
)
def test_the_file_holds_what_was_typed_and_its_name_says_so(
    world: AdminWorld, command: str, name: str, ids: str
) -> None:
    world.say("/start", ADMIN)
    world.say("/start", ANN)
    assert typed(world, command) == (name, list(ids))


def test_who_cannot_be_found_is_told_and_no_file_is_made(world: AdminWorld) -> None:
    shown = world.ask("/export 2025-13")
    assert "nobody, or more than one, is called &#x27;2025-13&#x27;" in shown
    assert "2025-11-2" in shown


def test_two_people_of_one_name_are_told_apart_by_number(world: AdminWorld) -> None:
    world.pay.put_shift(9, 1009, "11-20 10:00", "100", employee_name="ann")
    world.pay.put_shift(10, ANN, "11-20 10:00", "100", employee_name="ann")
    assert "more than one" in world.ask("/export ann")
    assert typed(world, "/export 1009")[1] == ["9"]


def test_buttons_lead_from_the_period_to_the_person_to_the_file(world: AdminWorld) -> None:
    world.ask("/export")
    world.tap("Choose period and person", ADMIN)
    assert list(world.screen(ADMIN).buttons)[:3] == [
        "November 2025",
        "Nov 1\N{EN DASH}15, 2025",
        "Nov 16\N{EN DASH}30, 2025",
    ]
    world.tap("Nov 16\N{EN DASH}30, 2025", ADMIN)
    assert "Nov 16\N{EN DASH}30, 2025: whose shifts?" in world.text(ADMIN)
    world.tap("user_1001", ADMIN)
    world.tap("Back", ADMIN)
    world.tap("Back", ADMIN)
    world.walk("Nov 16\N{EN DASH}30, 2025", "user_1001", who=ADMIN)
    world.refusing = True
    world.tap("As CSV", ADMIN)
    assert sent(world) == ("shifts-2025-11-16-to-30-user_1001-1001.csv", ["4"])


def test_a_fortnight_that_has_not_begun_is_not_offered(world: AdminWorld) -> None:
    world.clock.set(world.clock.now().replace(day=15))
    world.ask("/export")
    world.tap("Choose period and person", ADMIN)
    assert "Nov 16\N{EN DASH}30, 2025" not in world.screen(ADMIN).buttons
    assert "Oct 16\N{EN DASH}31, 2025" in world.screen(ADMIN).buttons


def test_many_people_come_in_pages_and_all_are_reached(world: AdminWorld) -> None:
    pay = {"hourly_wage": Decimal(15), "sales_commission": Decimal(8)}
    for who in range(5000, 5060):
        world.pay.put_at("employee_settings", who, employee_id=who, **pay)
    world.ask("/export")
    world.walk("Choose period and person", "All the time", who=ADMIN)
    seen = set(world.screen(ADMIN).buttons)
    for page in ("2 of 3", "3 of 3"):
        world.tap("Next page", ADMIN)
        assert page in world.text(ADMIN)
        seen |= set(world.screen(ADMIN).buttons)
    assert {f"user_{who}" for who in range(5000, 5060)} <= seen
    assert "Next page" not in world.screen(ADMIN).buttons
    world.tap("Page before", ADMIN)
    assert "2 of 3" in world.text(ADMIN)


@pytest.mark.parametrize("period", [None, NOVEMBER, Fortnight(NOVEMBER, 1), Fortnight(Month(987, 2), 2)])
def test_a_period_is_the_same_behind_a_button(period: Period) -> None:
    assert period_from_code(period_code(period)) == period


def test_a_name_in_a_file_name_holds_nothing_that_a_file_system_refuses() -> None:
    chosen = Selection(Fortnight(Month(2024, 2), 2), Chatter(7, "../a/b \N{SMILING FACE WITH SMILING EYES}"))
    assert chosen.file_stem("shifts", date(2024, 3, 1)) == "shifts-2024-02-16-to-29-ab-7"
