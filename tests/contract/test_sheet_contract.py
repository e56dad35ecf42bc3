"""What every adapter of the sheet port keeps to."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from sheetanchor.adapters.sheets.client import Api
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.domain.sync.errors import AccessError, OutcomeUnknownError, WriteRefusedError
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue
from sheetanchor.ports.sheet import Fetched, RowInsertion, RowWrite, TabRef, TabWrite
from tests.contract.cassettes import Server
from tests.contract.sheet_calls import calls_of, fetch, insertion, names, push, read, values, write
from tests.contract.workbooks import GoogleWorkbook, MemoryWorkbook, Workbook

WAGES: list[list[CellValue]] = [
    ["ID", "Name", "Wage"],
    [Decimal(1), "Ann", Decimal("15.5")],
    [Decimal(2), "Bob", Decimal(16)],
    [Decimal(3), "Cid", Decimal(17)],
]


class SheetContract:
    """Subclasses give a workbook."""

    def test_the_version_moves_when_a_person_types(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        before = workbook.sheet.version()
        workbook.type("Wages", 1, 2, Decimal(20))
        assert workbook.sheet.version() != before

    def test_the_version_moves_when_a_batch_is_pushed(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        before = workbook.sheet.version()
        push(workbook, [write(sheet_id, updates=(RowWrite(1, {2: Decimal(20)}),))])
        assert workbook.sheet.version() != before

    def test_a_cell_is_read_by_what_stands_in_it(self, workbook: Workbook) -> None:
        row: list[CellValue] = ["x", "15", Decimal(15), Decimal("0.1"), True, False]
        workbook.add_tab("Kinds", [row])
        assert values(read(workbook, "Kinds")) == [row]

    def test_a_number_is_its_shortest_text(self, workbook: Workbook) -> None:
        row: list[CellValue] = [Decimal("0.1"), Decimal("15.50"), Decimal(2**53), Decimal("1234567.89")]
        workbook.add_tab("Numbers", [row])
        shown = [str(value) for value in values(read(workbook, "Numbers"))[0]]
        assert [shown[0], shown[2], shown[3]] == ["0.1", "9007199254740992", "1234567.89"]
        assert Decimal(shown[1]) == Decimal("15.5")

    def test_blank_cells_at_the_ends_are_cut_and_others_are_empty(self, workbook: Workbook) -> None:
        workbook.add_tab("Gaps", [["a"], [], [None, "b", ""], [""]])
        tab = read(workbook, "Gaps")
        assert tab.rows == ((Cell("a"),), (), (EMPTY, Cell("b")))

    def test_the_size_of_the_grid_is_told(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES, size=(7, 4))
        tab = read(workbook, "Wages")
        assert (tab.row_count, tab.column_count) == (7, 4)

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("PERCENT", CellFormat.PERCENT),
            ("DATE", CellFormat.DATE),
            ("DATE_TIME", CellFormat.DATE),
            ("TIME", CellFormat.TIME),
            ("CURRENCY", CellFormat.CURRENCY),
        ],
    )
    def test_the_format_of_a_cell_is_told(self, workbook: Workbook, kind: str, expected: CellFormat) -> None:
        workbook.add_tab("Formats", [["h"], [Decimal("0.25")]])
        workbook.set_format("Formats", 1, 0, kind)
        assert read(workbook, "Formats").cell(1, 0) == Cell(Decimal("0.25"), expected)

    def test_a_blank_cell_keeps_its_format(self, workbook: Workbook) -> None:
        workbook.add_tab("Formats", [["h"]])
        workbook.set_format("Formats", 1, 0, "PERCENT")
        assert read(workbook, "Formats").cell(1, 0) == Cell(None, CellFormat.PERCENT)

    def test_a_formula_is_its_result_and_said_to_be_one(self, workbook: Workbook) -> None:
        workbook.add_tab("Sums", [["h"]])
        workbook.type_formula("Sums", 1, 0, "=1+1", Cell(Decimal(2)))
        assert read(workbook, "Sums").cell(1, 0) == Cell(Decimal(2), is_formula=True)

    def test_an_error_is_told_as_the_cell_shows_it(self, workbook: Workbook) -> None:
        workbook.add_tab("Sums", [["h"]])
        workbook.type_formula("Sums", 1, 0, "=1/0", Cell(error="#DIV/0!"))
        assert read(workbook, "Sums").cell(1, 0) == Cell(error="#DIV/0!", is_formula=True)

    @pytest.mark.parametrize("title", ["P1", "Bob's rates", "Löhne 💶", "a b!c:d", "A1:B2"])
    def test_any_title_can_be_read_and_written(self, workbook: Workbook, title: str) -> None:
        sheet_id = workbook.add_tab(title, WAGES)
        [written] = push(workbook, [write(sheet_id, updates=(RowWrite(1, {1: "Zoe"}),))])
        assert written.updates[0][1] == Cell("Zoe")
        assert read(workbook, title).cell(1, 1) == Cell("Zoe")

    def test_every_table_gets_its_own_tab(self, workbook: Workbook) -> None:
        first, second = workbook.add_tab("One", [["1"]]), workbook.add_tab("Two", [["2"]])
        tabs = fetch(workbook, [TabRef("b", "Two"), TabRef("a", "One", first)])
        assert {table: tab and tab.sheet_id for table, tab in tabs.items()} == {"a": first, "b": second}

    def test_a_tab_that_is_not_there_is_none_and_the_others_are_read(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        tabs = fetch(workbook, [TabRef("gone", "Nowhere"), TabRef("wages", "Wages")])
        assert tabs["gone"] is None
        assert values(tabs["wages"]) == WAGES

    def test_titles_match_exactly(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        assert fetch(workbook, [TabRef("wages", "WAGES")]) == {"wages": None}

    def test_a_renamed_tab_is_found_by_its_id(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        ref = TabRef("wages", "Wages", sheet_id)
        workbook.sheet.fetch([ref])
        workbook.rename_tab("Wages", "Pay")
        tab = fetch(workbook, [ref])["wages"]
        assert tab is not None
        assert (tab.sheet_id, tab.title) == (sheet_id, "Pay")

    def test_tabs_that_swap_their_titles_stay_what_they_are(self, workbook: Workbook) -> None:
        one, two = workbook.add_tab("One", [["1"]]), workbook.add_tab("Two", [["2"]])
        refs = [TabRef("one", "One", one), TabRef("two", "Two", two)]
        workbook.sheet.fetch(refs)
        for title, new in (("One", "Swap"), ("Two", "One"), ("Swap", "Two")):
            workbook.rename_tab(title, new)
        tabs = fetch(workbook, refs)
        assert (values(tabs["one"]), values(tabs["two"])) == ([["1"]], [["2"]])
        assert workbook.sheet.fetch(refs).namesakes == {"one": two, "two": one}

    def test_a_tab_whose_title_another_took_over_stays_what_it_is(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", [["old"]])
        ref = TabRef("wages", "Wages", sheet_id)
        workbook.sheet.fetch([ref])
        workbook.rename_tab("Wages", "Last year")
        assert workbook.sheet.fetch([ref]).namesakes == {}
        other = workbook.add_tab("Wages", [["new"]])
        fetched = workbook.sheet.fetch([ref])
        assert (values(fetched.tabs["wages"]), fetched.namesakes) == ([["old"]], {"wages": other})

    def test_a_tab_deleted_and_made_again_is_found_by_its_title(self, workbook: Workbook) -> None:
        ref = TabRef("wages", "Wages", workbook.add_tab("Wages", [["old"]]))
        workbook.add_tab("Other", [["other"]])
        workbook.sheet.fetch([ref])
        workbook.delete_tab("Wages")
        assert fetch(workbook, [ref]) == {"wages": None}
        workbook.add_tab("Wages", [["new"]])
        assert values(fetch(workbook, [ref])["wages"]) == [["new"]]

    def test_only_the_cells_given_are_overwritten(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.type_formula("Wages", 2, 1, "=1+1", Cell(Decimal(2)))
        [written] = push(
            workbook, [write(sheet_id, updates=(RowWrite(2, {0: Decimal(9), 2: Decimal("16.25")}),))]
        )
        expected = (Cell(Decimal(9)), Cell(Decimal(2), is_formula=True), Cell(Decimal("16.25")))
        assert written.updates == (expected,)
        assert read(workbook, "Wages").rows[2] == expected

    def test_columns_past_z_are_read_and_written_where_they_stand(self, workbook: Workbook) -> None:
        row: list[CellValue] = [f"c{place}" for place in range(60)]
        sheet_id = workbook.add_tab("Wide", [row, row], size=(3, 60))
        push(workbook, [write(sheet_id, updates=(RowWrite(1, {25: "z", 26: "aa", 32: "ag", 59: "bh"}),))])
        after = {25: "z", 26: "aa", 32: "ag", 59: "bh"}
        assert values(read(workbook, "Wide"))[1] == [after.get(place, text) for place, text in enumerate(row)]

    def test_a_written_cell_keeps_its_format(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.set_format("Wages", 1, 2, "PERCENT")
        [written] = push(workbook, [write(sheet_id, updates=(RowWrite(1, {2: Decimal("0.08")}),))])
        assert written.updates[0][2] == Cell(Decimal("0.08"), CellFormat.PERCENT)

    def test_none_empties_a_cell(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        [written] = push(workbook, [write(sheet_id, updates=(RowWrite(1, {1: None}),))])
        assert written.updates[0][1] == EMPTY
        assert read(workbook, "Wages").cell(1, 1) == EMPTY

    @pytest.mark.parametrize(
        "text", ['=IMPORTXML("x";"y")', "15", "TRUE", "2024-01-02", "'x", "a\nb", "😀 1,5"]
    )
    def test_text_is_stored_as_it_is(self, workbook: Workbook, text: str) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        [written] = push(workbook, [write(sheet_id, updates=(RowWrite(1, {1: text}),))])
        assert written.updates[0][1] == Cell(text)
        assert read(workbook, "Wages").cell(1, 1) == Cell(text)

    def test_numbers_and_checkboxes_are_written_as_such(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        cells: Mapping[int, CellValue] = {0: Decimal(2**53), 1: False, 2: Decimal("0.1")}
        [written] = push(workbook, [write(sheet_id, updates=(RowWrite(1, cells),))])
        assert written.updates[0] == (Cell(Decimal(2**53)), Cell(False), Cell(Decimal("0.1")))

    def test_rows_are_inserted_where_asked_and_in_the_order_given(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        inserts = (insertion(2, "b1"), insertion(4, "d"), insertion(2, "b2"), insertion(1, "a"))
        [written] = push(workbook, [write(sheet_id, inserts=inserts)])
        assert [row[1].value for row in written.inserts] == ["b1", "d", "b2", "a"]
        assert names(workbook) == ["Name", "a", "Ann", "b1", "b2", "Bob", "Cid", "d"]

    def test_an_inserted_row_takes_over_the_formats_of_the_row_above(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.set_format("Wages", 3, 2, "PERCENT")
        row = RowInsertion(4, {2: Decimal("0.08")})
        [written] = push(workbook, [write(sheet_id, inserts=(row,))])
        assert written.inserts[0][2] == Cell(Decimal("0.08"), CellFormat.PERCENT)

    def test_an_inserted_row_takes_over_no_format_of_the_header(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.set_format("Wages", 0, 2, "PERCENT")
        workbook.set_format("Wages", 1, 1, "DATE")
        row = RowInsertion(1, {1: Decimal(7), 2: Decimal("0.08")})
        [written] = push(workbook, [write(sheet_id, inserts=(row,))])
        assert written.inserts[0][1:3] == (Cell(Decimal(7), CellFormat.DATE), Cell(Decimal("0.08")))

    def test_a_row_after_the_last_one_of_the_grid_is_inserted_like_any_other(
        self, workbook: Workbook
    ) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES, size=(4, 3))
        workbook.set_format("Wages", 3, 2, "PERCENT")
        rows = (RowInsertion(4, {1: "Dot", 2: Decimal("0.08")}), RowInsertion(4, {1: "Eve"}))
        [written] = push(workbook, [write(sheet_id, row_count=4, inserts=rows)])
        assert written.inserts[0][2] == Cell(Decimal("0.08"), CellFormat.PERCENT)
        assert names(workbook) == ["Name", "Ann", "Bob", "Cid", "Dot", "Eve"]

    def test_a_row_far_past_the_end_of_the_grid_finds_its_place(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES, size=(4, 3))
        [written] = push(workbook, [write(sheet_id, row_count=4, inserts=(insertion(6, "Dot"),))])
        assert written.inserts[0][1] == Cell("Dot")
        assert read(workbook, "Wages").cell(6, 1) == Cell("Dot")

    def test_rows_are_deleted(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        push(workbook, [write(sheet_id, deletes=(1, 3))])
        assert names(workbook) == ["Name", "Bob"]

    def test_all_rows_of_a_grid_can_be_deleted_but_the_header(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES, size=(4, 3))
        [written] = push(workbook, [write(sheet_id, row_count=4, deletes=(3, 1, 2))])
        assert [cell.value for cell in written.header] == WAGES[0]
        assert values(read(workbook, "Wages")) == [WAGES[0]]

    def test_all_places_of_a_batch_are_those_before_it(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        [written] = push(
            workbook,
            [
                write(
                    sheet_id,
                    updates=(RowWrite(3, {1: "CID"}), RowWrite(1, {1: "ANN"})),
                    inserts=(insertion(1, "new"), insertion(3, "newer")),
                    deletes=(2,),
                )
            ],
        )
        assert [row[1].value for row in written.updates] == ["CID", "ANN"]
        assert [row[1].value for row in written.inserts] == ["new", "newer"]
        assert names(workbook) == ["Name", "new", "ANN", "newer", "CID"]

    def test_a_row_inserted_where_one_is_deleted_stays(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        [written] = push(workbook, [write(sheet_id, inserts=(insertion(2, "new"),), deletes=(1, 2, 3))])
        assert written.inserts[0][1] == Cell("new")
        assert names(workbook) == ["Name", "new"]

    def test_rows_are_read_back_as_wide_as_asked(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        batch = TabWrite(sheet_id, 5, 20, (RowWrite(1, {1: "Zoe"}),), (RowInsertion(2, {}),))
        [written] = push(workbook, [batch])
        assert [len(row) for row in (written.header, *written.updates, *written.inserts)] == [5, 5, 5]

    def test_what_is_read_back_is_what_stands_there_now(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.fetch([TabRef("wages", "Wages")])
        workbook.insert_column("Wages", 0)
        workbook.insert_row("Wages", 1)
        [written] = push(workbook, [write(sheet_id, updates=(RowWrite(1, {2: "Zoe"}),))])
        assert written.header == (EMPTY, Cell("ID"), Cell("Name"))
        assert written.updates == ((EMPTY, EMPTY, Cell("Zoe")),)

    def test_several_tabs_are_written_at_once(self, workbook: Workbook) -> None:
        one, two = workbook.add_tab("One", [["a"], ["1"]]), workbook.add_tab("Two", [["b"], ["2"]])
        written = push(
            workbook,
            [
                TabWrite(two, 1, 20, (RowWrite(1, {0: "22"}),)),
                TabWrite(one, 1, 20, (RowWrite(1, {0: "11"}),)),
            ],
        )
        assert [(each.header[0].value, each.updates[0][0].value) for each in written] == [
            ("b", "22"),
            ("a", "11"),
        ]

    def test_a_batch_that_cannot_be_applied_whole_changes_nothing(self, workbook: Workbook) -> None:
        one = workbook.add_tab("One", [["a"], ["1"]])
        two = workbook.add_tab("Two", [["b"], ["2"]], size=(3, 2))
        good = TabWrite(one, 1, 20, (RowWrite(1, {0: "11"}),), (RowInsertion(1, {0: "0"}),), ())
        bad = TabWrite(two, 1, 3, (RowWrite(9, {0: "x"}),))
        with pytest.raises(WriteRefusedError):
            push(workbook, [good, bad])
        assert values(read(workbook, "One")) == [["a"], ["1"]]

    def test_nothing_to_fetch_is_the_fence_alone(self, workbook: Workbook) -> None:
        assert workbook.sheet.fetch([]) == Fetched({}, None)


class TestMemorySheet(SheetContract):
    @pytest.fixture
    def workbook(self) -> MemoryWorkbook:
        return MemoryWorkbook()


@pytest.mark.vcr
@pytest.mark.block_network
class TestGoogleSheet(SheetContract):
    @pytest.fixture
    def workbook(self, google_workbook: GoogleWorkbook) -> GoogleWorkbook:
        return google_workbook

    def test_any_number_of_tables_is_one_request(self, workbook: GoogleWorkbook) -> None:
        refs = [TabRef(title, title, workbook.add_tab(title, WAGES)) for title in ("A", "B", "C")]
        assert calls_of(workbook, lambda sheet: sheet.fetch(refs)) == {Api.SHEETS_READ: 1}

    def test_a_version_costs_no_sheets_quota(self, workbook: GoogleWorkbook) -> None:
        assert calls_of(workbook, lambda sheet: sheet.version()) == {Api.DRIVE: 1}

    def test_a_push_after_a_fetch_is_one_request(self, workbook: GoogleWorkbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.fetch([TabRef("wages", "Wages")])
        batch = write(sheet_id, updates=(RowWrite(1, {1: "Zoe"}),), inserts=(insertion(2, "new"),))
        push(workbook, [batch])
        step = next_step(workbook.sheet.fetch([]).fence, "second")
        assert calls_of(workbook, lambda sheet: sheet.push([batch], step)) == {Api.SHEETS_WRITE: 1}

    def test_a_renamed_tab_costs_one_request_more(self, workbook: GoogleWorkbook) -> None:
        ref = TabRef("wages", "Wages", workbook.add_tab("Wages", WAGES))
        workbook.sheet.fetch([ref])
        workbook.rename_tab("Wages", "Pay")
        assert calls_of(workbook, lambda sheet: sheet.fetch([ref])) == {Api.SHEETS_READ: 3}
        assert calls_of(workbook, lambda sheet: sheet.fetch([ref])) == {Api.SHEETS_READ: 2}

    def test_a_missing_tab_costs_one_request_more(self, workbook: GoogleWorkbook) -> None:
        workbook.add_tab("Wages", WAGES)
        refs = [TabRef("gone", "Nowhere"), TabRef("wages", "Wages")]
        workbook.sheet.fetch(refs)
        assert calls_of(workbook, lambda sheet: sheet.fetch(refs)) == {Api.SHEETS_READ: 2}

    def test_a_tab_renamed_between_fetch_and_push_leaves_the_outcome_open(
        self, workbook: GoogleWorkbook
    ) -> None:
        """Rows are read back by title; whether Google writes before it looks at it is not known."""
        sheet_id = workbook.add_tab("Wages", WAGES)
        push(workbook, [])
        workbook.sheet.fetch([TabRef("wages", "Wages", sheet_id)])
        workbook.rename_tab("Wages", "Pay")
        batch = write(sheet_id, updates=(RowWrite(1, {1: "Zoe"}),))
        with pytest.raises(OutcomeUnknownError):
            push(workbook, [batch])
        [written] = push(workbook, [batch])
        assert written.updates[0][1] == Cell("Zoe")

    def test_a_spreadsheet_that_is_not_there_is_the_operators_to_mend(
        self, workbook: GoogleWorkbook, server: Server
    ) -> None:
        sheet = GoogleSheet("no-such-spreadsheet", server.credentials, base_url=server.base_url)
        with pytest.raises(AccessError, match="check the spreadsheet's id"):
            sheet.version()
        with pytest.raises(AccessError, match="check the spreadsheet's id"):
            sheet.fetch([TabRef("wages", "Wages")])
        sheet.close()
