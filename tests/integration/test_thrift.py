"""The budget counts what really goes over the wire: repeated requests, looks for tabs, all of it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sheetanchor.adapters.sheets.client import SheetsClient
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.probe import AssumptionProbe
from sheetanchor.bot.sheet import spending
from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.errors import BudgetSpentError
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.services.sync.budget import A_MINUTE, READS, WRITES
from sheetanchor.services.sync.tally import RequestTally
from tests.integration.program import Program


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 2, patience=3.0, is_thrifty=True)
    for _ in range(2):
        program.engine.run_pass()
    program.clock.advance(61)
    yield program
    program.close()


def costs(program: Program, act: Callable[[], object]) -> None:
    """All of it within one minute of a clock that stands still but for waiting."""
    before = program.budget.spent()
    sent = program.requests_of(act)
    now = program.budget.spent()
    assert now[READS] - before[READS] == sent.get("spreadsheets.get", 0)
    assert now[WRITES] - before[WRITES] == sent.get("spreadsheets.batchUpdate", 0)


def renamed(program: Program) -> None:
    program.book.rename_sheet(program.book["Table 0"], "Renamed")
    program.engine.run_pass()


def deleted_hidden_tab(program: Program) -> None:
    program.write(1, 20)
    hidden = next(sheet for sheet in program.book.sheets if sheet.hidden)
    program.world.faults.before("spreadsheets.batchUpdate", lambda: program.book.delete_sheet(hidden))
    for _ in range(3):
        program.engine.run_pass()


def restarted(program: Program) -> None:
    program.restart()
    program.write(1, 20)
    program.engine.run_pass()


def short_outage(program: Program) -> None:
    program.world.faults.fail(503, "spreadsheets.get", times=2)
    program.world.faults.fail(429, "spreadsheets.batchUpdate", times=1)
    program.write(1, 20)
    program.engine.run_pass()


@pytest.mark.parametrize("act", [renamed, deleted_hidden_tab, restarted, short_outage])
def test_every_request_is_counted(program: Program, act: Callable[[Program], None]) -> None:
    costs(program, lambda: act(program))


def test_a_storm_of_429_is_ended_by_the_budget_and_not_by_google(program: Program) -> None:
    program.world.faults.fail(429, "spreadsheets.get", times=1000)

    def storm() -> None:
        for amount in range(40):
            program.write(1, 20 + amount)
            with suppress(RemoteError):
                program.engine.run_pass()

    started = program.clock.now()
    sent = program.requests_of(storm)
    minutes = (program.clock.now() - started).total_seconds() / 60
    assert sent["spreadsheets.get"] <= A_MINUTE * (minutes + 1)


def test_a_spent_budget_sends_nothing_and_is_not_waited_for(program: Program) -> None:
    for _ in range(A_MINUTE // 2):
        program.sheet.fetch([])
    started = program.clock.monotonic()

    def attempt() -> None:
        with pytest.raises(BudgetSpentError):
            program.sheet.fetch([])

    assert program.requests_of(attempt) == {}
    assert program.clock.monotonic() == started


def test_a_shift_gets_into_the_sheet_when_reading_has_spent_its_half(program: Program) -> None:
    for _ in range(A_MINUTE // 2):
        program.sheet.fetch([])
    program.write(1, 20)
    program.engine.run_pass()
    assert program.amounts()["1"] == "20"


def test_the_probe_counts_and_leaves_half_of_the_writes_to_the_bot(
    program: Program, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    key = service_account_from_file(sandbox.service_account(tmp_path / "probe.json"))
    client = SheetsClient(key, base_url=sandbox.url, spend=spending(program.budget, RequestTally()))
    probe = AssumptionProbe(client, program.book.spreadsheet_id, "probe")
    costs(program, probe.try_out)

    def try_on_and_on() -> None:
        while True:
            probe.try_out()

    with pytest.raises(BudgetSpentError):
        try_on_and_on()
    assert program.budget.spent()[WRITES] <= A_MINUTE // 2
    program.write(1, 20)
    program.engine.run_pass()
    assert program.amounts()["1"] == "20"
    client.close()
