"""Two tables from which money follows: work with a derived pay, and grants of which each is spent once."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from sheetanchor import Column, DecimalNumber, Deletions, Integer, Money, Table, Writer
from sheetanchor.domain.tables.rows import Row, pinned_as_typed, written_locally
from sheetanchor.domain.tables.values import Key, Value, Values
from sheetanchor.ports.replica import Transaction
from sheetanchor.services import numbers
from sheetanchor.services.local_writes import write_row
from sheetanchor.services.sync.follow_ups import note_due
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene

WORK = Table(
    name="work",
    tab="Work",
    columns=(
        Column("work_id", "WorkId", Integer(), required=True),
        Column("hours", "Hours", DecimalNumber(), required=True),
        Column("hourly", "Hourly", Money(), required=True),
        Column("grant_id", "GrantId", Integer()),
        Column("bonus", "Bonus", Money(), default=Decimal(0)),
        Column("pay", "Pay", Money(), derived=True),
    ),
    key=("work_id",),
    numbered=True,
)

GRANTS = Table(
    name="grants",
    tab="Grants",
    columns=(
        Column("grant_id", "GrantId", Integer(), required=True),
        Column("amount", "Amount", Money(), required=True),
        Column("spent_on", "SpentOn", Integer(), refers_to="work", writer=Writer.LOCAL),
    ),
    key=("grant_id",),
    deletions=Deletions.NOBODY,
)

#: Keys of these tables are no keys of others.
FIRST_WORK, FIRST_GRANT, _OURS = 5_000_001, 6_000_001, 5_000_100


def due(values: Values) -> Value:
    """What a row of work pays."""
    hours, hourly, bonus = values["hours"], values["hourly"], values["bonus"]
    assert isinstance(hours, Decimal)
    assert isinstance(hourly, Decimal)
    assert isinstance(bonus, Decimal)
    return hours * hourly + bonus


class Recompute:
    """What follows from inputs that the sheet changed. A pay that stands where none was computed is typed."""

    def __init__(self, program: Program, scene: Scene) -> None:
        self._program = program
        self._scene = scene

    def __call__(self) -> None:
        state = self._program.replica.state
        if not any(_is_stale(row, state(_mark(row.key))) for row in self._program.rows(WORK).values()):
            return
        with self._program.replica.transaction() as tx:
            for row in list(tx.rows(WORK.name).values()):
                if _is_stale(row, tx.state(_mark(row.key))):
                    self._pay(tx, row)

    def _pay(self, tx: Transaction, row: Row) -> None:
        known = row if tx.state(_mark(row.key)) else pinned_as_typed(row, {"pay"})
        fields = {"work_id": row.key[0], "pay": due(row.values)}
        tx.put(WORK.name, written_locally(WORK, known, fields, self._scene.clock.now()))
        tx.set_state(_mark(row.key), "1")


def computed(row: Row) -> Value:
    """What the program has for the pay, be it pinned or not."""
    pin = row.pinned.get("pay")
    return row.values["pay"] if pin is None else pin.computed


def _is_stale(row: Row, mark: str | None) -> bool:
    return mark is None or computed(row) != due(row.values)


def _mark(key: Key) -> str:
    return f"paid:{key[0]}"


def work(program: Program, scene: Scene, _a: int, _b: int) -> None:
    """A new row of work spends the first grant that is left, all in one transaction."""
    inputs: dict[str, Value] = {"hours": Decimal(next(scene.numbers)), "hourly": Decimal(next(scene.numbers))}
    with program.replica.transaction() as tx:
        number = max(numbers.give(tx, WORK.name), _OURS)
        numbers.note(tx, WORK.name, number)
        values = {"work_id": number, **inputs, **_spend(tx, scene, number)}
        write_row(tx, WORK, {**values, "pay": due(values)}, scene.clock.now())
        tx.set_state(_mark((number,)), "1")
    scene.ledger.added(program.name, WORK.name, number, {"work_id": number, **inputs})


def _spend(tx: Transaction, scene: Scene, number: int) -> dict[str, Value]:
    for row in tx.rows(GRANTS.name).values():
        if row.values["spent_on"] is None:
            grant = {"grant_id": row.key[0], "spent_on": number}
            write_row(tx, GRANTS, grant, scene.clock.now())
            return {"grant_id": row.key[0], "bonus": row.values["amount"]}
    return {"grant_id": None, "bonus": Decimal(0)}


def edit(program: Program, scene: Scene, a: int, b: int) -> None:
    """Other hours, and the pay that follows is left to what follows."""
    rows = list(program.rows(WORK).values())
    if not rows:
        return
    row, name = rows[a % len(rows)], ("hours", "hourly")[b % 2]
    value = Decimal(next(scene.numbers))
    with program.replica.transaction() as tx:
        write_row(tx, WORK, {"work_id": row.key[0], name: value}, scene.clock.now())
        note_due(tx)
    over = row.values[name]
    scene.ledger.edited(program.name, WORK.name, row.key[0], name, value=value, over=over)


WORK_ACTS: Mapping[str, tuple[Callable[[Program, Scene, int, int], None], int]] = {
    "program works": (work, 6),
    "program edits work": (edit, 3),
}
