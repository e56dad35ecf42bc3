"""How many requests a pass sends, counted by the sandbox at the other end of the wire."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox
from tests.integration.program import ROWS, Program


@pytest.fixture(params=[1, 12])
def program(request: pytest.FixtureRequest, sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, request.param)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


def test_nothing_changed_is_one_request_to_drive(program: Program) -> None:
    assert program.requests_of(program.engine.run_pass) == {"drive.files.get": 1}


def test_a_changed_sheet_is_two_requests(program: Program) -> None:
    for each in program.tables:
        program.book[each.tab].type_at("B2", "11")
    assert program.requests_of(program.engine.run_pass) == {"drive.files.get": 1, "spreadsheets.get": 1}
    for each in program.tables:
        assert program.replica.snapshot(each.name)[(1,)].values["amount"] == Decimal(11)


def test_pending_rows_are_at_most_four_requests_and_then_three(program: Program) -> None:
    for amount, most in ((20, 4), (21, 3)):
        for number in range(len(program.tables)):
            for row in range(1, ROWS, 2):
                program.write(row, amount, number)
            program.write(1000 + amount, 1, number)
        sent = program.requests_of(program.engine.run_pass)
        assert sent["spreadsheets.batchUpdate"] == 1
        assert sum(sent.values()) <= most
    for number in range(len(program.tables)):
        assert program.agrees(number)
        assert program.amounts(number)["1"] == "21"
        assert program.amounts(number)["2"] == "10.5"
