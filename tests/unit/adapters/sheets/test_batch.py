from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.sheets.batch import final_places, requests_for, row_requests
from sheetanchor.domain.sync.errors import Act, Suspect, WriteRefusedError
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.ports.sheet import RowInsertion, RowWrite, TabWrite


def kinds(write: TabWrite) -> list[str]:
    return [next(iter(request)) for request in requests_for(write)]


def test_updates_come_first_then_inserts_then_deletes() -> None:
    write = TabWrite(1, 2, 9, (RowWrite(3, {0: "u"}),), (RowInsertion(2, {0: "i"}),), (4,))
    assert kinds(write) == ["updateCells", "insertDimension", "updateCells", "deleteDimension"]


def test_cells_side_by_side_are_one_request_and_a_gap_makes_two() -> None:
    write = TabWrite(7, 6, 9, (RowWrite(3, {4: True, 0: "a", 1: None, 5: Decimal(2)}),))
    assert requests_for(write) == [
        {
            "updateCells": {
                "rows": [{"values": [{"userEnteredValue": {"stringValue": "a"}}, {}]}],
                "fields": "userEnteredValue",
                "start": {"sheetId": 7, "rowIndex": 3, "columnIndex": 0},
            }
        },
        {
            "updateCells": {
                "rows": [
                    {
                        "values": [
                            {"userEnteredValue": {"boolValue": True}},
                            {"userEnteredValue": {"numberValue": 2}},
                        ]
                    }
                ],
                "fields": "userEnteredValue",
                "start": {"sheetId": 7, "rowIndex": 3, "columnIndex": 4},
            }
        },
    ]


def test_inserts_go_from_the_bottom_up_and_one_place_at_once() -> None:
    inserts = tuple(RowInsertion(before, {}) for before in (2, 5, 2))
    ranges = [
        (request["insertDimension"]["range"]["startIndex"], request["insertDimension"]["range"]["endIndex"])
        for request in requests_for(TabWrite(1, 2, 9, inserts=inserts))
    ]
    assert ranges == [(5, 6), (2, 4)]


def test_only_below_the_header_are_formats_not_taken_from_above() -> None:
    inserts = tuple(RowInsertion(before, {}) for before in (0, 1, 2))
    inherit = [
        request["insertDimension"]["inheritFromBefore"]
        for request in requests_for(TabWrite(1, 2, 9, inserts=inserts))
    ]
    assert inherit == [True, False, False]


def test_deletes_go_from_the_bottom_up_corrected_for_the_inserts_above() -> None:
    write = TabWrite(1, 2, 20, inserts=(RowInsertion(3, {}), RowInsertion(9, {})), deletes=(2, 3, 4, 9))
    ranges = [
        (request["deleteDimension"]["range"]["startIndex"], request["deleteDimension"]["range"]["endIndex"])
        for request in requests_for(write)
        if "deleteDimension" in request
    ]
    assert ranges == [(11, 12), (4, 6), (2, 3)]


def test_room_is_made_before_anything_is_inserted_past_the_end() -> None:
    write = TabWrite(1, 2, 4, (RowWrite(1, {0: "u"}),), (RowInsertion(6, {}),))
    assert kinds(write) == ["updateCells", "appendDimension", "insertDimension"]
    assert requests_for(write)[1]["appendDimension"] == {"sheetId": 1, "dimension": "ROWS", "length": 3}


def test_no_room_is_made_where_there_is_some() -> None:
    assert kinds(TabWrite(1, 2, 5, inserts=(RowInsertion(4, {}),), deletes=(1,))) == [
        "insertDimension",
        "deleteDimension",
    ]


def test_one_row_beside_the_header_is_left_where_all_are_deleted() -> None:
    assert kinds(TabWrite(1, 2, 3, deletes=(1, 2))) == ["appendDimension", "deleteDimension"]


@dataclass
class Rows:
    """As little of a spreadsheet as is needed to see where rows go."""

    lines: list[dict[int, Any]] = field(default_factory=list)

    def do(self, request: dict[str, Any]) -> None:
        [(kind, arguments)] = request.items()
        getattr(self, f"_{kind}")(arguments)

    def _updateCells(self, arguments: dict[str, Any]) -> None:  # noqa: N802 - the API's name
        start = arguments["start"]
        for number, cell in enumerate(arguments["rows"][0]["values"]):
            value = cell.get("userEnteredValue", {}).get("stringValue")
            self.lines[start["rowIndex"]][start["columnIndex"] + number] = value

    def _appendDimension(self, arguments: dict[str, Any]) -> None:  # noqa: N802 - the API's name
        self.lines.extend({} for _ in range(arguments["length"]))

    def _insertDimension(self, arguments: dict[str, Any]) -> None:  # noqa: N802 - the API's name
        start, end = arguments["range"]["startIndex"], arguments["range"]["endIndex"]
        assert start < len(self.lines)
        self.lines[start:start] = [{} for _ in range(start, end)]

    def _deleteDimension(self, arguments: dict[str, Any]) -> None:  # noqa: N802 - the API's name
        start, end = arguments["range"]["startIndex"], arguments["range"]["endIndex"]
        assert end <= len(self.lines)
        del self.lines[start:end]


@st.composite
def batches(draw: st.DrawFn) -> TabWrite:
    size = draw(st.integers(2, 12))
    places = st.integers(1, size - 1)
    deletes = draw(st.lists(places, unique=True))
    updates = draw(st.lists(places.filter(lambda place: place not in deletes), unique=True))
    inserts = draw(st.lists(st.integers(1, size + 2), max_size=8))
    return TabWrite(
        1,
        2,
        size,
        tuple(RowWrite(place, {1: f"u{place}"}) for place in updates),
        tuple(RowInsertion(before, {0: f"i{number}"}) for number, before in enumerate(inserts)),
        tuple(deletes),
    )


@given(batches())
def test_every_row_is_found_where_it_is_said_to_be(write: TabWrite) -> None:
    rows = Rows([{0: f"r{place}"} for place in range(write.row_count)])
    for request in requests_for(write):
        rows.do(request)
    places = final_places(write)
    assert [rows.lines[place].get(1) for place in places.updates] == [
        f"u{row.place}" for row in write.updates
    ]
    assert [rows.lines[place].get(0) for place in places.inserts] == [
        f"i{number}" for number in range(len(write.inserts))
    ]


@given(batches())
def test_the_fake_spreadsheet_ends_up_with_the_same_rows(write: TabWrite) -> None:
    rows = Rows([{0: f"r{place}"} for place in range(write.row_count)])
    for request in requests_for(write):
        rows.do(request)
    fake = MemorySheet()
    tab = fake.add_tab(
        "T", [[line] for line in (f"r{place}" for place in range(write.row_count))], size=(1, 2)
    )
    fake.push([replace(write, sheet_id=tab.sheet_id)], next_step(None, "token"))
    expected = [[line.get(0), line.get(1)] for line in rows.lines]
    assert [[cell.value for cell in tab.line(place)] for place in range(tab.row_count)] == expected


def test_every_request_tells_which_rows_it_is_about() -> None:
    inserts = (RowInsertion(2, {0: "i"}), RowInsertion(9, {}), RowInsertion(2, {0: "j", 1: "k"}))
    write = TabWrite(1, 2, 9, (RowWrite(3, {0: "u", 1: "v", 5: "w"}),), inserts, (4, 7, 5))
    told = [
        (next(iter(each.request)), [(row.act.value, row.number, row.column) for row in each.rows])
        for each in row_requests(write, 6)
    ]
    assert {row.write for each in row_requests(write, 6) for row in each.rows} == {6}
    assert told == [
        ("updateCells", [("update", 0, 0), ("update", 0, 1)]),
        ("updateCells", [("update", 0, 5)]),
        (
            "appendDimension",
            [("insert", n, None) for n in range(3)] + [("delete", n, None) for n in range(3)],
        ),
        ("insertDimension", [("insert", 1, None)]),
        ("insertDimension", [("insert", 0, None), ("insert", 2, None)]),
        ("updateCells", [("insert", 0, 0)]),
        ("updateCells", [("insert", 2, 0), ("insert", 2, 1)]),
        ("deleteDimension", [("delete", 1, None)]),
        ("deleteDimension", [("delete", 0, None), ("delete", 2, None)]),
    ]


def test_a_value_that_no_cell_holds_names_its_row() -> None:
    write = TabWrite(1, 2, 9, (RowWrite(3, {0: "u"}), RowWrite(4, {1: Decimal("1E+400")})))
    with pytest.raises(WriteRefusedError, match="fits in no cell") as caught:
        row_requests(write, 2)
    assert caught.value.suspects == (Suspect(2, Act.UPDATE, 1, 1),)
