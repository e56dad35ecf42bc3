"""The world as tests and the page use it: changes, clock, ids, JSON."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from sheetanchor.sandbox.changes import Change
from sheetanchor.sandbox.clock import WorldClock
from sheetanchor.sandbox.json_text import float32, render
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.world import World
from tests.unit.sandbox.google import Google, RefusedError


def test_every_change_is_told_with_its_place_and_actor(google: Google, sheet: Sheet) -> None:
    told: list[Change] = []
    unsubscribe = google.world.changes.subscribe(told.append)
    google.write("A1", [["a", "b"]])
    sheet.type_at("B2", "x")
    sheet.delete_rows(0)
    unsubscribe()
    google.write("A1", [["c"]])
    seen = [(change.a1, change.actor, change.kind) for change in told]
    assert seen == [("A1:B1", "api", "values"), ("B2", "person", "values"), (None, "person", "rows")]


def test_a_refused_batch_tells_nothing(google: Google) -> None:
    told: list[Change] = []
    google.world.changes.subscribe(told.append)
    with pytest.raises(RefusedError):
        google.batch({"addSheet": {"properties": {"title": "New"}}}, {"deleteSheet": {"sheetId": 12345}})
    assert told == []
    assert [sheet.title for sheet in google.book.sheets] == ["Sheet1"]


def test_deterministic_worlds_give_the_same_ids() -> None:
    ids = {World(deterministic=True).create_spreadsheet("Team").spreadsheet_id for _ in range(2)}
    assert len(ids) == 1
    (file_id,) = ids
    assert len(file_id) == 44
    assert file_id.startswith("1")


def test_the_clock_stands_where_it_is_set_and_runs_again_on_demand() -> None:
    times = iter([datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 2, tzinfo=UTC)])
    clock = WorldClock(lambda: next(times))
    clock.advance(timedelta(hours=1))
    assert clock() == datetime(2025, 1, 1, 1, tzinfo=UTC)
    clock.set(datetime(2020, 5, 5, tzinfo=UTC))
    assert clock() == clock() == datetime(2020, 5, 5, tzinfo=UTC)
    clock.run()
    assert clock() == datetime(2025, 1, 2, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        WorldClock(lambda: datetime.now(UTC)).set(datetime(2025, 1, 1))  # noqa: DTZ001  # the naive time is the point


def test_the_demo_workbook_has_its_tabs_typed_as_a_person_would(world: World) -> None:
    book = seed_demo(world)
    assert book.spreadsheet_id == DEMO_SPREADSHEET_ID
    assert [(sheet.title, sheet.size) for sheet in book.sheets] == [
        ("EmployeeSettings", (100, 10)),
        ("DynamicRates", (50, 5)),
        ("Ranks", (50, 10)),
        ("Shifts", (100, 20)),
        ("EmployeeRanks", (200, 10)),
        ("ActiveBonuses", (500, 10)),
    ]
    assert book["EmployeeSettings"].shown_at("B2") == "$15.00"
    assert book["EmployeeSettings"].effective(1, 1) == 15.0
    assert book["DynamicRates"].shown_at("B5") == "999,999.00"
    assert book["Ranks"].shown_at("D2") == "🧑‍🚀"


@pytest.mark.parametrize(
    "value",
    [{}, [], {"a": [], "b": {}}, [[1, "x", None], []], {"n": [True, 1.5, -0.25]}, {'ü\n"\\': "🌵\u2028\t"}],
)
def test_rendered_json_is_pythons_own_with_two_spaces(value: object) -> None:
    assert render(value).decode() == json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def test_whole_doubles_are_printed_without_a_fraction() -> None:
    assert render([2.0, 1e15, 1e300, -0.0]).split() == [
        b"[",
        b"2,",
        b"1000000000000000,",
        b"1e+300,",
        b"0",
        b"]",
    ]


def test_a_proto_float_has_the_fewest_digits_that_tell_it() -> None:
    assert [float32(127 / 255), float32(1.0), float32(188 / 255)] == [0.49803922, 1, 0.7372549]


def test_a_defect_of_the_sandbox_is_an_internal_error_logged_with_its_cause(
    google: Google, caplog: pytest.LogCaptureFixture
) -> None:
    del google.world.drive.files[google.book.spreadsheet_id]
    with pytest.raises(RefusedError) as refused:
        google.write("A1", [["a"]])
    assert refused.value.error == {
        "code": 500,
        "message": "Internal error encountered.",
        "status": "INTERNAL",
    }
    assert "Traceback" in caplog.text


def test_a_batch_that_makes_no_sense_changes_nothing_and_its_cause_is_logged(
    google: Google, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RefusedError, match="Invalid value at 'requests"):
        google.batch(
            {"addSheet": {"properties": {"title": "New"}}}, {"updateCells": {"rows": 5, "fields": "*"}}
        )
    assert "Traceback" in caplog.text
    assert [sheet.title for sheet in google.book.sheets] == ["Sheet1"]
