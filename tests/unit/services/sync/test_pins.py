"""A derived cell that the boss types over stands, is shown with its place, and ends when it is cleared."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetanchor import Column, Integer, Money, Table
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.tables.rows import Row
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.history import RowHistory
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import Problem, ProblemKind, ProblemReader
from sheetanchor.services.sync.resync import Resync
from sheetanchor.services.sync.status import StatusReader
from sheetanchor.services.tables import LocalTables
from tests.unit.services.sync.world import World

PAY = Table(
    name="pay",
    tab="Pay",
    key=("worker",),
    columns=(
        Column("worker", "Worker", Integer(), required=True),
        Column("hours", "Hours", Money()),
        Column("made", "Made", Money(), derived=True),
    ),
)
RATE = 15


class Shop:
    """A tab with hours typed by people and pay computed by a program at 15 an hour."""

    def __init__(self, replica: Replica) -> None:
        self.office = World(PAY)
        self.replica = replica
        self.sheet, self.clock = self.office.sheet, self.office.clock
        self.tab = self.sheet.add_tab(
            "Pay", [["Worker", "Hours", "Made"], [Decimal(1), "8"], [Decimal(2), "4"]]
        )
        self.local = LocalTables([PAY], replica, self.clock, self.office.wake)
        self.engine = SyncEngine(
            [PAY],
            self.sheet,
            replica,
            self.clock,
            lambda: f"token{next(self.office._tokens)}",
            follow_ups=[self.compute],
        )

    def compute(self) -> None:
        """What a plugin's program does."""
        for key, row in self.replica.snapshot("pay").items():
            hours = row.values["hours"]
            if isinstance(hours, Decimal):
                self.local.write("pay", {"worker": key[0], "made": hours * RATE})

    def sync(self, passes: int = 3) -> None:
        for _ in range(passes):
            self.engine.run_pass()
            self.clock.advance(1)

    def types(self, header: str, value: Any, worker: int = 1) -> None:
        """The boss types into the row of a worker, wherever it stands."""
        self.tab.type(self.tab.find("Worker", Decimal(worker)), header, value)
        self.sync()

    def made(self, worker: int = 1) -> tuple[object, object]:
        """Here and in the sheet."""
        return self.row(worker).values["made"], self.tab.cell(
            self.tab.find("Worker", Decimal(worker)), "Made"
        ).value

    def row(self, worker: int = 1) -> Row:
        return self.replica.snapshot("pay")[worker,]

    def problems(self) -> tuple[Problem, ...]:
        return ProblemReader([PAY], self.replica, CellLinks("1Sheet", self.replica)).read()


@pytest.fixture
def shop() -> Shop:
    shop = Shop(MemoryReplica([PAY]))
    shop.sync()
    return shop


def both(amount: str) -> tuple[Decimal, Decimal]:
    return Decimal(amount), Decimal(amount)


def test_what_the_program_computes_is_in_the_sheet(shop: Shop) -> None:
    assert (shop.made(), shop.made(2)) == (both("120"), both("60"))
    shop.types("Hours", "10")
    assert shop.made() == both("150")
    assert shop.problems() == ()


def test_what_was_typed_over_stands_and_is_listed_with_its_cell_and_what_it_would_be(shop: Shop) -> None:
    shop.types("Made", Decimal(130))
    shop.types("Hours", "10")
    assert shop.made() == both("130")
    (problem,) = shop.problems()
    assert (problem.kind, problem.cell, problem.row) == (ProblemKind.PINNED, "C2", "1")
    assert problem.message == (
        "Pay!C2 (Made) is pinned: it holds 130, typed over 150, which the program computes. What was typed "
        "counts, and all else follows from it."
    )
    assert problem.settle == ("clear Pay!C2: it is computed again", "type 150 there: the same")
    assert problem.link is not None
    assert problem.link.endswith("&range=C2")
    (status,) = StatusReader([PAY], shop.replica).read().tables
    assert [cell.message() for cell in status.pinned] == [problem.message]


def test_nothing_is_written_because_of_it_and_it_is_no_conflict(shop: Shop) -> None:
    shop.types("Made", Decimal(130))
    pushed = len(shop.sheet.pushed)
    shop.types("Made", Decimal(131))
    shop.engine.run_pass(full=True)
    assert len(shop.sheet.pushed) == pushed
    assert shop.replica.conflicts(9) == ()
    assert shop.row().pinned["made"].computed == 120


@pytest.mark.parametrize("cleared", [None, "", "  "])
def test_a_cleared_cell_is_computed_again(shop: Shop, cleared: object) -> None:
    shop.types("Made", Decimal(130))
    shop.types("Made", cleared)
    assert shop.made() == both("120")
    assert shop.problems() == ()


def test_a_computed_cell_that_is_cleared_is_filled_again(shop: Shop) -> None:
    shop.types("Made", None)
    assert shop.made() == both("120")


def test_typing_what_is_computed_ends_it(shop: Shop) -> None:
    shop.types("Made", Decimal(130))
    shop.types("Made", "$120.00")
    assert shop.problems() == ()
    shop.types("Hours", "10")
    assert shop.made() == both("150")


def test_inputs_that_come_to_what_was_typed_end_it(shop: Shop) -> None:
    shop.types("Made", Decimal(150))
    shop.types("Hours", "10")
    assert shop.problems() == ()
    shop.types("Hours", "8")
    assert shop.made() == both("120")


def test_its_place_follows_the_row(shop: Shop) -> None:
    shop.types("Made", Decimal(70), worker=2)
    assert shop.problems()[0].cell == "C3"
    shop.tab.sort("Worker", descending=True)
    shop.sync()
    assert shop.problems()[0].cell == "C2"
    version = shop.row(2).version
    shop.tab.insert_rows(1, 3)
    shop.sync()
    assert shop.problems()[0].cell == "C5"
    assert shop.row(2).version == version


def edit_and_resync(shop: Shop) -> None:
    """The program changes the hours, and everything is compared anew before the sheet knows of it."""
    shop.local.write("pay", {"worker": 1, "hours": Decimal(10), "made": Decimal(150)})
    for _ in range(2):
        Resync([PAY], shop.replica, shop.clock).request("pay")


def test_what_was_agreed_before_a_resync_is_not_taken_for_typed(shop: Shop) -> None:
    edit_and_resync(shop)
    shop.sync()
    (asked,) = shop.replica.conflicts(9, only_open=True)
    assert (asked.conflict.field, asked.conflict.local) == ("hours", {"hours": Decimal(10)})
    assert [problem.kind for problem in shop.problems()] == [ProblemKind.CONFLICT]
    Conflicts([PAY], shop.replica, shop.clock, shop.office.wake).keep_local(asked.number)
    shop.sync()
    assert shop.made() == both("150")
    assert shop.problems() == ()
    assert shop.replica.state(facts.agreed_derived("pay")) is None


def test_what_is_typed_between_a_resync_and_its_first_pass_stands(shop: Shop) -> None:
    edit_and_resync(shop)
    shop.types("Made", Decimal(130))
    assert shop.made() == both("130")
    assert shop.row().pinned["made"].computed == 150


def test_typed_while_the_program_computes_anew_it_stands_too(shop: Shop) -> None:
    shop.local.write("pay", {"worker": 1, "hours": Decimal(10), "made": Decimal(150)})
    shop.types("Made", Decimal(130))
    assert shop.made() == both("130")
    assert shop.row().pinned["made"].computed == 150
    assert shop.tab.cell(1, "Hours").value == 10


def test_a_formula_stands_and_is_listed_where_it_comes_to_something_else(shop: Shop) -> None:
    shop.tab.type_formula(1, "Made", Decimal(128))
    shop.sync()
    assert shop.row().values["made"] == 128
    assert [problem.cell for problem in shop.problems()] == ["C2"]
    shop.tab.type_formula(1, "Made", Decimal(120))
    shop.sync()
    assert shop.problems() == ()


def test_a_value_typed_where_nothing_is_computed_is_kept_and_nothing_to_report() -> None:
    shop = Shop(MemoryReplica([PAY]))
    shop.tab.append_row({"Worker": Decimal(3)})
    shop.sync()
    shop.types("Made", Decimal(50), worker=3)
    assert shop.made(3) == both("50")
    assert shop.problems() == ()
    shop.types("Hours", "2", worker=3)
    assert shop.made(3) == both("50")
    assert [problem.row for problem in shop.problems()] == ["3"]


def test_a_row_that_a_person_restores_is_written_as_it_was(shop: Shop) -> None:
    shop.clock.advance(60)
    before = shop.clock.now()
    shop.clock.advance(60)
    shop.types("Made", Decimal(130))
    RowHistory([PAY], shop.replica, shop.clock, shop.office.wake).restore("pay", (1,), before)
    shop.sync()
    assert shop.made() == both("120")
    assert shop.problems() == ()


def test_it_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "replica.db"
    replica = SqliteReplica(path, [PAY], World().clock)
    shop = Shop(replica)
    shop.sync()
    shop.types("Made", Decimal(130))
    replica.close()
    shop.replica = SqliteReplica(path, [PAY], shop.clock)
    assert [problem.cell for problem in shop.problems()] == ["C2"]
    shop.replica.close()
