"""A log among people, a program and a bad network: what stands on a side changes by a person's word alone.

After every pass the replica holds every row that it ever held, as it was, and the sheet holds what people
left there. Once it is quiet each difference is one question, and nothing else is left to do.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.kinds import Integer, Text
from sheetanchor.domain.tables.schema import AppendOnlyError, Column, Strategy, Table
from sheetanchor.services.numbers import number_of
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.unit.services.sync.world import World

LOG = Table(
    "visits",
    "Visits",
    (Column("id", "Id", Integer(), required=True), Column("what", "What", Text(), required=True)),
    key=("id",),
    numbered=True,
    strategy=Strategy.APPEND_ONLY,
)
_QUIET = 6


class Visits:
    """The world, and what has to stand on either side of it.

    known: what the replica holds, by number. typed: what people left in a row that they touched, None where
    they deleted it.
    """

    def __init__(self) -> None:
        self.world = World(LOG)
        self.tab = self.world.sheet.add_tab("Visits", [["Id", "What", "Of people"]])
        self.known: dict[int, str] = {}
        self.typed: dict[int, str | None] = {}
        self._texts = count()
        # People number their rows below those of the program.
        self._numbers = count(-1, -1)
        self.world.sync(2)

    def adds(self, a: int) -> None:
        row = self.world.local.add("visits", {"what": self._text()})
        number = number_of(row.key)
        assert number not in self.known, "a number was given twice"
        self.known[number] = str(row.values["what"])

    def rewrites(self, a: int) -> None:
        for number in self._some(a, self.known):
            with pytest.raises(AppendOnlyError):
                self.world.local.write("visits", {"id": number, "what": self._text()})

    def types_a_row(self, a: int) -> None:
        number, text = next(self._numbers), self._text()
        self.tab.insert_row(1 + a % len(self.tab.values()), {"Id": Decimal(number), "What": text})
        self.typed[number] = text

    def types_over(self, a: int) -> None:
        for number in self._some(a, self.stands()):
            self._type(number, self._text())

    def takes_back(self, a: int) -> None:
        for number in self._some(a, self.stands().keys() & self.known.keys()):
            self._type(number, self.known[number])

    def deletes(self, a: int) -> None:
        for number in self._some(a, self.stands()):
            self.tab.delete_row(self._place(number))
            self.typed[number] = None

    def sorts(self, a: int) -> None:
        self.tab.sort("What" if a % 2 else "Id", descending=bool(a % 3))

    def settles(self, a: int) -> None:
        """A person keeps one side of one question, as it was seen."""
        conflicts = self._conflicts()
        waiting = [kept for kept in self._asked() if kept.conflict.key in self.world.rows(LOG)]
        if not waiting:
            return
        kept = waiting[a // 2 % len(waiting)]
        number, seen = number_of(kept.conflict.key), (kept.conflict.sheet or {}).get("what")
        with suppress(CannotKeepError):
            (conflicts.keep_sheet if a % 2 else conflicts.keep_local)(kept.number)
            if a % 2 and seen is None:
                del self.known[number]
            elif a % 2:
                self.known[number] = str(seen)
            elif self.typed.get(number) == seen:
                del self.typed[number]

    def passes(self, a: int) -> None:
        with suppress(RemoteError):
            self.world.engine.run_pass(full=not a % 5)
        self.world.clock.advance(15)
        self.check()

    def loses_an_answer(self, a: int) -> None:
        self.world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=bool(a % 2))

    def dies(self, a: int) -> None:
        self.world.engine = self.world.new_engine()

    def check(self) -> None:
        """Whatever happened so far."""
        rows = {number_of(key): str(row.values["what"]) for key, row in self.world.rows(LOG).items()}
        for number in rows.keys() - self.known.keys():
            self.known[number] = rows[number]
            assert number < 0, f"row {number} comes from nowhere"
        assert rows == self.known, "the replica changed a row that it knew"
        if any(self.world.replica.state(name) is not None for name in (facts.INTENT, facts.DEBTS)):
            # What a batch has overwritten unseen is put right by the next one.
            return
        stands, told = self.stands(), self._overwritten()
        for number, text in self.typed.items():
            is_kept = number in told or stands.get(number) == text
            assert is_kept, f"what people left in row {number} was changed"

    def quiet(self) -> None:
        """Everything that is not asked is equal on both sides, and stays so."""
        self.world.sheet._failures.clear()
        self.world.sheet._interruptions.clear()
        for _ in range(_QUIET):
            self.world.engine.run_pass(full=True)
            self.world.clock.advance(15)
            if self.world.replica.pauses():
                # What looked like an accident was meant.
                self.world.engine.run_pass(allow=self.world.engine.preview().hash)
        pushed, kept = len(self.world.sheet.pushed), self.world.replica.conflicts(999)
        self.world.engine.run_pass(full=True)
        self.world.engine.run_pass()
        assert (len(self.world.sheet.pushed), self.world.replica.conflicts(999)) == (pushed, kept)
        self.check()
        stands = self.stands()
        asked = {number_of(kept.conflict.key) for kept in self._asked()}
        differ = {
            each for each in stands.keys() | self.known.keys() if stands.get(each) != self.known.get(each)
        }
        assert differ == asked
        assert not any(row.is_pending for row in self.world.rows(LOG).values())
        assert dict(self.world.replica.pauses()) == {}

    def stands(self) -> dict[int, str]:
        """The sheet by number."""
        lines = [line for line in self.tab.values()[1:] if line and line[0] is not None]
        found = {int(str(line[0])): str(line[1]) for line in lines}
        assert len(found) == len(lines), "a row stands there twice"
        return found

    def _type(self, number: int, text: str) -> None:
        self.tab.type(self._place(number), "What", text)
        self.typed[number] = text

    def _place(self, number: int) -> int:
        return self.tab.find("Id", Decimal(number))

    def _text(self) -> str:
        return f"t{next(self._texts)}"

    def _some(self, a: int, rows: Iterable[int]) -> list[int]:
        numbers = sorted(rows)
        return [numbers[a % len(numbers)]] if numbers else []

    def _asked(self) -> list[KeptConflict]:
        """What a log asks, without what was overwritten unseen and could not be put back."""
        waiting = self._conflicts().waiting()
        return [kept for kept in waiting if kept.conflict.loss is not Loss.OVERWRITTEN]

    def _overwritten(self) -> set[int]:
        kept = self.world.replica.conflicts(999)
        return {number_of(each.conflict.key) for each in kept if each.conflict.loss is Loss.OVERWRITTEN}

    def _conflicts(self) -> Conflicts:
        world = self.world
        return Conflicts(world.tables, world.replica, world.clock, world.wake)


ACTS: dict[str, Callable[[Visits, int], None]] = {
    "program adds": Visits.adds,
    "program rewrites": Visits.rewrites,
    "people add": Visits.types_a_row,
    "people type over": Visits.types_over,
    "people take back": Visits.takes_back,
    "people delete": Visits.deletes,
    "people sort": Visits.sorts,
    "a person settles": Visits.settles,
    "an answer is lost": Visits.loses_an_answer,
    "the program dies": Visits.dies,
}
#: Half of all that happens are passes.
_NAMES = [*ACTS, *["pass"] * len(ACTS)]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens, maybe just before the next batch or read takes effect."""

    name: str
    a: int
    between: str | None

    def take(self, visits: Visits) -> None:
        if self.name == "pass":
            visits.passes(self.a)
        elif self.between is None or self.name == "the program dies":
            ACTS[self.name](visits, self.a)
        else:
            visits.world.sheet.interrupt_next(self.between, lambda: ACTS[self.name](visits, self.a))


_STEPS = st.builds(
    Step, st.sampled_from(_NAMES), st.integers(0, 99), st.sampled_from([None, None, None, "push", "fetch"])
)


@settings(max_examples=60, derandomize=True, deadline=timedelta(seconds=20))
@given(st.lists(_STEPS, min_size=1, max_size=40))
def test_a_log_only_grows_and_what_people_did_to_it_is_asked_once(steps: list[Step]) -> None:
    visits = Visits()
    for step in steps:
        step.take(visits)
    visits.quiet()
