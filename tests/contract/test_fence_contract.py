"""What every adapter of the sheet port keeps to about fences and what a batch overwrites."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.errors import FenceLostError, WriteRefusedError
from sheetanchor.domain.sync.fence import Fence, FenceStep, next_step
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue, Formula, Written
from sheetanchor.ports.sheet import (
    Applied,
    Overwritten,
    RowInsertion,
    RowWrite,
    TabRef,
    TabWrite,
    TabWritten,
)
from tests.contract.workbooks import GoogleWorkbook, MemoryWorkbook, Workbook

WAGES: list[list[CellValue]] = [["ID", "Wage"], [Decimal(1), Decimal(15)], [Decimal(2), "16"]]
SET_UP = FenceStep(None, Fence(1, "token1"))
FIRST = next_step(SET_UP.after, "token2")
SECOND = next_step(FIRST.after, "token3")


def update(sheet_id: int, wage: int) -> TabWrite:
    return TabWrite(sheet_id, 2, 20, updates=(RowWrite(1, {1: Decimal(wage)}),))


def following(workbook: Workbook, token: str) -> FenceStep:
    """The next step, from the fence as it stands."""
    return next_step(workbook.sheet.fetch([]).fence, token)


def pushed(workbook: Workbook, token: str, *writes: TabWrite) -> tuple[FenceStep, tuple[Overwritten, ...]]:
    """A batch under the next fence, and what it overwrote."""
    step = following(workbook, token)
    return step, tuple(written.before for written in workbook.sheet.push(writes, step))


def wage(workbook: Workbook) -> CellValue:
    tab = workbook.sheet.fetch([TabRef("wages", "Wages")]).tabs["wages"]
    assert tab is not None
    return tab.cell(1, 1).value


class FenceContract:
    """Subclasses give a workbook."""

    def test_a_spreadsheet_begins_without_a_fence(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        assert workbook.sheet.fetch([]).fence is None

    def test_two_programs_cannot_both_set_up_the_fence(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        with pytest.raises(FenceLostError):
            workbook.sheet.push([], FenceStep(None, Fence(1, "other")))
        assert workbook.sheet.fetch([]).fence == SET_UP.after

    def test_every_batch_moves_the_fence(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        for step in (FIRST, SECOND):
            workbook.sheet.push([update(sheet_id, 20)], step)
            assert workbook.sheet.fetch([]).fence == step.after

    def test_the_fence_says_which_numbers_were_given(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        given = {"shifts": 142, "active_bonuses_2": 7, "a1": 999_999_999}
        workbook.sheet.push([], next_step(SET_UP.after, "token2", highest=given))
        fence = workbook.sheet.fetch([]).fence
        assert fence is not None
        assert (fence, fence.highest) == (FIRST.after, given)
        workbook.sheet.push([], next_step(fence, "token3"))
        after = workbook.sheet.fetch([]).fence
        assert after is not None
        assert after.highest == given

    def test_a_batch_without_writes_moves_the_fence_alone(self, workbook: Workbook) -> None:
        workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        assert workbook.sheet.push([], FIRST) == ()
        assert workbook.sheet.fetch([]).fence == FIRST.after
        assert wage(workbook) == Decimal(15)

    def test_the_same_batch_again_fails_whole(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        workbook.sheet.push([update(sheet_id, 20)], FIRST)
        workbook.sheet.push([update(sheet_id, 21)], SECOND)
        for step in (FIRST, SECOND):
            with pytest.raises(FenceLostError):
                workbook.sheet.push([update(sheet_id, 30)], step)
        assert wage(workbook) == Decimal(21)
        assert workbook.sheet.fetch([]).fence == SECOND.after

    def test_a_refused_batch_leaves_the_fence(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES, (3, 2))
        workbook.sheet.push([], SET_UP)
        workbook.sheet.push([update(sheet_id, 20)], FIRST)
        with pytest.raises(WriteRefusedError):
            workbook.sheet.push([TabWrite(sheet_id, 2, 3, updates=(RowWrite(9, {0: "x"}),))], SECOND)
        assert workbook.sheet.fetch([]).fence == FIRST.after

    def test_what_a_batch_overwrites_and_deletes_is_told(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", [*WAGES, [None, True], ["x"]])
        workbook.sheet.push([], SET_UP)
        write = TabWrite(sheet_id, 3, 20, (RowWrite(2, {1: "z"}), RowWrite(1, {0: "a"})), (), (3, 4))
        [written] = workbook.sheet.push([write], FIRST)
        assert written.before == Overwritten(
            updates=((Cell(Decimal(2)), Cell("16"), EMPTY), (Cell(Decimal(1)), Cell(Decimal(15)), EMPTY)),
            deletes=((EMPTY, Cell(True), EMPTY), (Cell("x"), EMPTY, EMPTY)),
        )

    def test_it_is_told_as_it_stood_right_before_the_batch(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        workbook.sheet.fetch([])
        workbook.type("Wages", 1, 1, "typed")
        [written] = workbook.sheet.push([update(sheet_id, 20)], FIRST)
        assert written.before.updates == ((Cell(Decimal(1)), Cell("typed")),)

    def test_formats_are_told(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        workbook.set_format("Wages", 1, 1, "PERCENT")
        [written] = workbook.sheet.push([update(sheet_id, 20)], FIRST)
        assert written.before.updates == ((Cell(Decimal(1)), Cell(Decimal(15), CellFormat.PERCENT)),)

    @pytest.mark.parametrize(
        ("formula", "shows"),
        [
            ("=70+7", Cell(Decimal(77))),
            ("=B3*2+$B$3", Cell(Decimal(48))),
            ("=SUM(Rates!B2:B3)", Cell(Decimal(5))),
            ('=IF(A2=1,"B2","x")', Cell("B2")),
            ("=1/0", Cell(error="#DIV/0!")),
        ],
    )
    def test_formulas_are_told_as_they_stood_with_what_they_showed(
        self, workbook: Workbook, formula: str, shows: Cell
    ) -> None:
        workbook.add_tab("Rates", [["From", "Rate"], [Decimal(0), Decimal(2)], [Decimal(9), Decimal(3)]])
        sheet_id = workbook.add_tab(
            "Wages", [["ID", "Wage"], [Decimal(1), Decimal(15)], [Decimal(2), Decimal(16)]]
        )
        workbook.sheet.push([], SET_UP)
        workbook.type_formula("Wages", 1, 1, formula, shows)
        step, [before] = pushed(workbook, "token2", update(sheet_id, 20))
        (_, cell), told = before.updates[0], replace(shows, is_formula=True)
        assert (cell, cell.formula) == (told, formula)
        pushed(workbook, "token3", update(sheet_id, 21))
        found = workbook.sheet.find_applied([update(sheet_id, 20)], step)
        assert found is not None
        assert found.before is not None
        ((_, kept),) = found.before[0].updates
        assert (kept, kept.formula) == (told, formula)

    def test_a_formula_is_written_as_one_and_text_never(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        cells: dict[int, Written] = {0: "=70+7", 1: Formula("=70+7", Decimal(77))}
        [written] = workbook.sheet.push([TabWrite(sheet_id, 2, 20, (RowWrite(1, cells),))], FIRST)
        text, computed = written.updates[0]
        assert (text, text.formula) == (Cell("=70+7"), None)
        assert (computed, computed.formula) == (Cell(Decimal(77), is_formula=True), "=70+7")
        _, [before] = pushed(workbook, "token3", update(sheet_id, 20))
        text, computed = before.updates[0]
        assert (text, text.formula) == (Cell("=70+7"), None)
        assert (computed, computed.formula) == (Cell(Decimal(77), is_formula=True), "=70+7")

    def test_what_columns_inserted_since_have_pushed_aside_is_kept(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES, (4, 2))
        workbook.sheet.push([], SET_UP)
        workbook.insert_column("Wages", 0)
        write = TabWrite(sheet_id, 2, 4, (RowWrite(0, {}),), (), (1,), column_count=2)
        [written] = workbook.sheet.push([write], FIRST)
        assert written.before == Overwritten(
            updates=((EMPTY, Cell("ID"), Cell("Wage")),),
            deletes=((EMPTY, Cell(Decimal(1)), Cell(Decimal(15))),),
        )
        assert workbook.sheet.find_applied([write], FIRST) == Applied((written.before,))

    def test_several_tabs_are_told_apart(self, workbook: Workbook) -> None:
        one, two = workbook.add_tab("One", [["a"], ["1"]]), workbook.add_tab("Two", [["b"], ["2"]])
        workbook.sheet.push([], SET_UP)
        writes = [TabWrite(two, 1, 20, (RowWrite(1, {0: "22"}),)), TabWrite(one, 1, 20, (), (), (1,))]
        written = workbook.sheet.push(writes, FIRST)
        assert [each.before for each in written] == [
            Overwritten(((Cell("2"),),), ()),
            Overwritten((), ((Cell("1"),),)),
        ]

    def test_a_batch_that_was_applied_is_found_with_what_it_overwrote(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        write = update(sheet_id, 20)
        [written] = workbook.sheet.push([write], FIRST)
        assert workbook.sheet.find_applied([write], FIRST) == Applied((written.before,))

    def test_it_is_found_with_what_it_overwrote_after_other_batches_too(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        batches = [
            (update(sheet_id, number), *pushed(workbook, f"t{number}", update(sheet_id, number)))
            for number in range(20, 30)
        ]
        for write, step, before in batches:
            assert workbook.sheet.find_applied([write], step) == Applied(before)

    def test_of_the_last_two_batches_everything_is_known_however_much_it_is(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Long", [["h"], ["x"]], (500, 2))
        workbook.sheet.push([], SET_UP)
        long = TabWrite(sheet_id, 1, 500, tuple(RowWrite(place, {}) for place in range(1, 451)))
        short = TabWrite(sheet_id, 1, 500, (RowWrite(2, {}),))
        first, second, third = (
            (write, *pushed(workbook, token, write))
            for token, write in (("t1", long), ("t2", short), ("t3", short))
        )
        for write, step, before in (second, third):
            assert workbook.sheet.find_applied([write], step) == Applied(before)
        assert workbook.sheet.find_applied([long], first[1]) == Applied(None)

    def test_older_copies_give_way_to_newer_ones(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Long", [["h"], ["x"]], (500, 2))
        workbook.sheet.push([], SET_UP)
        write = TabWrite(sheet_id, 1, 500, tuple(RowWrite(place, {}) for place in range(1, 181)))
        first, second, third = (pushed(workbook, token, write) for token in ("t1", "t2", "t3"))
        assert workbook.sheet.find_applied([write], first[0]) == Applied(None)
        for step, before in (second, third):
            assert workbook.sheet.find_applied([write], step) == Applied(before)

    def test_a_batch_that_was_not_applied_is_not_found(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        assert workbook.sheet.find_applied([update(sheet_id, 20)], FIRST) is None
        workbook.sheet.push([update(sheet_id, 20)], FIRST)
        assert workbook.sheet.find_applied([update(sheet_id, 20)], SECOND) is None
        other = FenceStep(SET_UP.after, Fence(2, "other"))
        assert workbook.sheet.find_applied([update(sheet_id, 20)], other) is None

    def test_after_fifty_batches_nobody_knows_any_more(self, workbook: Workbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        [write], missed = [update(sheet_id, 20)], FenceStep(SET_UP.after, Fence(2, "missed"))
        step, before = pushed(workbook, "first", write)
        for number in range(48):
            pushed(workbook, f"t{number}")
        assert workbook.sheet.find_applied([write], step) == Applied(before)
        assert workbook.sheet.find_applied([write], missed) is None
        for number in (48, 49):
            pushed(workbook, f"t{number}")
        assert workbook.sheet.find_applied([write], step) == Applied(None, is_sure=False)
        assert workbook.sheet.find_applied([write], missed) == Applied(None, is_sure=False)

    def test_with_the_hidden_tab_goes_the_fence_and_what_is_known_of_batches(
        self, workbook: Workbook
    ) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        workbook.sheet.push([update(sheet_id, 20)], FIRST)
        workbook.delete_notes()
        assert workbook.sheet.fetch([]).fence is None
        unknown = Applied(None, is_sure=False)
        assert workbook.sheet.find_applied([update(sheet_id, 20)], FIRST) == unknown
        with pytest.raises(FenceLostError):
            workbook.sheet.push([], next_step(None, "again", at_least=FIRST.after.number))
        workbook.sheet.push([], next_step(None, "again", at_least=FIRST.after.number + 1))
        assert workbook.sheet.find_applied([update(sheet_id, 20)], FIRST) == unknown

    def test_many_rows_in_any_order_are_kept(self, workbook: Workbook) -> None:
        rows: list[list[CellValue]] = [["h"]]
        rows += [[Decimal(number)] for number in range(1, 70)]
        sheet_id = workbook.add_tab("Many", rows, (80, 2))
        workbook.sheet.push([], SET_UP)
        places = [*range(1, 40), *range(69, 50, -1)]
        write = TabWrite(sheet_id, 1, 80, tuple(RowWrite(place, {0: "x"}) for place in places))
        [written] = workbook.sheet.push([write], FIRST)
        assert [row[0].value for row in written.before.updates] == [Decimal(place) for place in places]


class TestMemorySheet(FenceContract):
    @pytest.fixture
    def workbook(self) -> MemoryWorkbook:
        return MemoryWorkbook()


@pytest.mark.vcr
@pytest.mark.block_network
class TestGoogleSheet(FenceContract):
    @pytest.fixture
    def workbook(self, google_workbook: GoogleWorkbook) -> GoogleWorkbook:
        return google_workbook

    def test_a_hidden_tab_that_somebody_deleted_is_made_again(self, workbook: GoogleWorkbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        workbook.sheet.push([update(sheet_id, 20)], FIRST)
        workbook.delete_notes()
        fence = workbook.sheet.fetch([]).fence
        written = workbook.sheet.push([update(sheet_id, 21)], next_step(fence, "token9", at_least=3))
        assert isinstance(written[0], TabWritten)
        assert wage(workbook) == Decimal(21)

    def test_rows_can_be_inserted_with_a_fence(self, workbook: GoogleWorkbook) -> None:
        sheet_id = workbook.add_tab("Wages", WAGES)
        workbook.sheet.push([], SET_UP)
        write = TabWrite(sheet_id, 2, 20, (), (RowInsertion(3, {0: Decimal(3)}),))
        [written] = workbook.sheet.push([write], FIRST)
        assert written.inserts == ((Cell(Decimal(3)), EMPTY),)
        assert written.before == Overwritten((), ())
