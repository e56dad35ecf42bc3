"""Whoever runs a program: dry runs and what they allow, resyncs, rows brought back."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.tables.schema import ValueRefusedError
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.history import CannotRestoreError, RowHistory
from sheetanchor.services.sync.mandate import PlanChangedError, PlanUnknownError
from sheetanchor.services.sync.resync import Resync
from tests.property.sync.answers import answer_one
from tests.property.sync.local_changes import told
from tests.property.sync.program import Program
from tests.property.sync.scene import Scene

_NO_PLAN = "0" * 8


class Operator:
    """The operator of one program. faults: what was promised to operators and not kept."""

    def __init__(self, program: Program, scene: Scene) -> None:
        self.faults: list[str] = []
        self._program = program
        self._scene = scene
        self._shown = _NO_PLAN
        self._seen: object = None
        self._seen_all: object = None

    def dry_run(self) -> None:
        """Look at a plan; nothing is changed by looking."""
        program, is_alone = self._program, self._is_alone
        before = program.contents()
        try:
            preview = program.workers[0].preview()
        except PlanUnknownError:
            return
        if is_alone and program.contents() != before:
            self.faults.append(f"{program.name}: a dry run changed something")
        self._shown, self._seen, self._seen_all = preview.hash, self._both_sides(), self._everything()

    def allow(self, worker: int) -> None:
        """Allow the plan that was looked at last: that one is done, another one is not."""
        program, is_alone = self._program, self._is_alone
        before, is_same, is_all_same = self._both_sides(), self._is_as_seen(), self._is_all_as_seen()
        try:
            program.workers[worker].run_pass(full=True, allow=self._shown)
        except PlanChangedError:
            if is_alone and is_all_same:
                self.faults.append(f"{program.name}: a plan was refused that nothing has changed")
            if is_alone and self._both_sides() != before:
                self.faults.append(f"{program.name}: a plan was refused, and something was done")
            return
        if is_alone and not is_same:
            self.faults.append(f"{program.name}: a plan was allowed, and another one was done")

    def allow_what_is(self) -> None:
        """Look, and allow it at once."""
        self.dry_run()
        self.allow(0)

    def answer(self, a: int, b: int) -> None:
        """One conflict, in either way."""
        answer_one(self._program, self._scene, a, b)

    def resync(self, a: int) -> None:
        """Have a table compared anew."""
        program = self._program
        table = program.tables[a % len(program.tables)]
        Resync(program.tables, program.replica, self._scene.clock).request(table.name)
        program.resynced.add(table.name)

    def restore(self, a: int, b: int) -> None:
        """Bring a row back, or a list, as it was some moments ago."""
        program, scene = self._program, self._scene
        table = program.tables[b % 2]
        history = RowHistory(program.tables, program.replica, scene.clock, FakeWake(scene.clock))
        keys = sorted({change.key[0] for change in history.changes(table.name)}, key=str)
        at = scene.clock.now() - timedelta(seconds=b % 30)
        try:
            with told(program, scene):
                if table.is_whole:
                    history.restore_list(table.name, at)
                elif keys:
                    history.restore(table.name, (keys[a % len(keys)],), at)
        except (CannotRestoreError, ValueRefusedError):
            pass

    @property
    def _is_alone(self) -> bool:
        """Whether nothing will happen meanwhile."""
        return self._scene.sheet.is_calm and self._scene.points.is_spared

    def _is_as_seen(self) -> bool:
        return self._seen is not None and self._seen == self._both_sides()

    def _is_all_as_seen(self) -> bool:
        return self._seen_all is not None and self._seen_all == self._everything()

    def _both_sides(self) -> object:
        """What a plan is made of."""
        program = self._program
        tables = [
            (
                [(row.values, row.status, row.version) for row in program.rows(table).values()],
                program.base(table),
            )
            for table in program.tables
        ]
        return [page.tab.read() for page in self._scene.pages], tables

    def _everything(self) -> object:
        state = self._program.replica.state
        memory = [state(name) for name in (facts.INTENT, facts.DEBTS, facts.TURN)]
        return self._both_sides(), self._scene.sheet.fence, self._program.contents(), memory


OPERATIONS: Mapping[str, tuple[Callable[[Operator, int, int], None], int]] = {
    "answer": (Operator.answer, 6),
    "dry run": (lambda operator, _a, _b: operator.dry_run(), 2),
    "allow": (lambda operator, _a, _b: operator.allow(0), 2),
    "resync": (lambda operator, a, _b: operator.resync(a), 1),
    "restore": (Operator.restore, 2),
}
