"""Kills a program at one point after the other of a scene, starts it again, and looks at both sides."""

import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from sheetanchor import Table
from sheetanchor.bot.container import Container
from tests.crashes.checks import rows_of, violations
from tests.crashes.children import DONE, KILLED, STOPPED, Child, Children
from tests.crashes.program import declared, opened, settle, synced
from tests.crashes.scenes import Scene
from tests.crashes.shop import Shop

_ALL = 1000
_EVERY = 60
#: What is before a change that outlives the program, or right after it.
_LASTING = ("COMMIT", "POST spreadsheets:batchUpdate: answered, unread", "the end")


class BrokenPromiseError(AssertionError):
    """What was promised was not kept."""


Facts = Mapping[str, object]


@dataclass(frozen=True)
class Rest:
    """Both sides when nothing is left to do, as texts that can be compared.

    answer: to what was asked of the program after the restart.
    """

    rows: Facts
    sheet: Facts
    conflicts: Facts
    history: Facts
    answer: object


class Sweep:
    """points: what the job passes when nobody disturbs it. undisturbed: what that leads to."""

    def __init__(self, shop: Shop, children: Children, scene: Scene) -> None:
        self._shop, self._children, self._scene = shop, children, scene
        scene.prepare(shop)
        self._saved = shop.save(scene.name)
        self._before = _left(shop)
        whole = children.start(scene.job, shop.place)
        assert whole.how == DONE, whole.answer
        self.points = whole.points
        self._after = _left(shop)
        self.undisturbed = self.brought_to_rest()

    @property
    def chosen(self) -> list[int]:
        """One point for each state that a kill can leave, and every sixtieth; all of a short job.

        Only a commit and a batch that is applied change anything that outlives the program.
        """
        is_short = len(self.points) < _EVERY
        return [
            number
            for number, label in enumerate(self.points, start=1)
            if is_short or label in _LASTING or number % _EVERY == 0
        ]

    def number_of(self, label: str) -> int:
        """The first point of this kind."""
        return 1 + self.points.index(label)

    def kill_at(self, number: int) -> None:
        """Point by point from 1 on; raises BrokenPromiseError where the program does not recover from it."""
        try:
            self.bring_back()
            self.killed(number)
            if self._scene.is_atomic:
                self._require_all_or_nothing(number)
            rest = self.brought_to_rest()
            if self._scene.is_repeatable:
                self.require_undisturbed(rest)
        except Exception as error:
            error.add_note(f"scene {self._scene.name!r}, killed at {number}: {self.points[number - 1]}")
            raise

    def bring_back(self) -> None:
        """Everything as it was before."""
        self._shop.bring_back(self._saved)

    def killed(self, number: int) -> None:
        """From what there is now until the point, where the program is killed."""
        child = self._children.start(self._scene.job, self._shop.place, number)
        assert child.how == KILLED, child.answer
        assert child.points == self.points[:number]

    def stopped(self, number: int) -> Child:
        """The same, but that the program is only stopped."""
        child = self._children.start(self._scene.job, self._shop.place, number, signal.SIGSTOP)
        assert child.how == STOPPED, child.answer
        return child

    def brought_to_rest(self) -> Rest:
        """Start it again, and let it work until it finds nothing to do."""
        self._scene.meanwhile(self._shop)
        with opened(self._shop.place) as container:
            answer = self._scene.again(container)
            settle(container)
            found = list(violations(self._shop, container))
            if found:
                raise BrokenPromiseError("\n".join(found))
            rest = self._rest(container, answer)
            self._require_quiet(container, rest)
        return rest

    def _require_quiet(self, container: Container, rest: Rest) -> None:
        applied = self._shop.applied
        for is_full in (True, False):
            container.upkeep.passes().run_pass(full=is_full)
        if self._shop.applied != applied or self._rest(container, rest.answer) != rest:
            raise BrokenPromiseError("a pass without reason wrote something")

    def _require_all_or_nothing(self, number: int) -> None:
        is_committed = "COMMIT" not in self.points[number - 1 :]
        if _left(self._shop) != (self._after if is_committed else self._before):
            raise BrokenPromiseError("it is there in part")

    def require_undisturbed(self, rest: Rest) -> None:
        """Raise BrokenPromiseError where it is not as where nobody killed the program."""
        parts = ("rows", "sheet", "conflicts", "history")
        found = [
            f"{name}: {each}\n  was {was}\n  is  {now}"
            for name in parts
            for each, was, now in _differences(getattr(self.undisturbed, name), getattr(rest, name))
        ]
        if found or rest.answer != self.undisturbed.answer:
            found.append(f"answered: {rest.answer}, not {self.undisturbed.answer}")
            raise BrokenPromiseError("\n".join(["it is not as where nobody killed it", *found]))

    def _rest(self, container: Container, answer: object) -> Rest:
        return Rest(
            rows={
                f"{name} {key} {field}": value
                for name, rows in rows_of(container).items()
                for key, values in rows.items()
                for field, value in values.items()
            },
            sheet={table.name: self._lines(table) for table in synced()},
            conflicts=Counter(
                f"{each.table} {each.key} {each.field} {each.sheet} {each.local} {each.winner}"
                for each in (kept.conflict for kept in container.replica().conflicts(_ALL))
            ),
            history=Counter(
                f"{name} {change.key} {change.side.value}: {change.before} -> {change.after}"
                for name in declared()
                for change in container.replica().history(name)
            ),
            answer=answer,
        )

    def _lines(self, table: Table) -> list[tuple[str, ...]]:
        """Where the rows stand is no promise, but in lists."""
        lines = self._shop.lines(table.name)
        return lines if table.is_whole else sorted(lines)


def _left(shop: Shop) -> Mapping[str, list[str]]:
    """All rows of all tables as the file holds them; it is left as it is."""
    if not shop.place.database.exists():
        return {}
    path = f"file:{shop.place.database}?mode=ro"
    with closing(sqlite3.connect(path, uri=True)) as connection:
        return {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in declared()}


def _differences(before: Facts, after: Facts) -> Iterator[tuple[str, object, object]]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)
