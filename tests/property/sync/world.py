"""The simulated world: people and programs at one spreadsheet, with faults at every turn."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import count

from sheetanchor import Table
from sheetanchor.domain.errors import OperatorError, RemoteError
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.domain.tables.cells import Cell, CellValue
from tests.property.sync.alone import delayed, is_sound, poison
from tests.property.sync.answers import answer_all
from tests.property.sync.backups import Backups, Versions
from tests.property.sync.checks import violations
from tests.property.sync.declarations import IDENT, Setup
from tests.property.sync.faults import METHODS, fault, lasts
from tests.property.sync.operators import OPERATIONS, Operator
from tests.property.sync.people import DEEDS, Hand
from tests.property.sync.program import ACTS, Program
from tests.property.sync.scene import Scene
from tests.property.sync.wire import CrashError
from tests.property.sync.work import FIRST_GRANT, FIRST_WORK, GRANTS, WORK, WORK_ACTS, Recompute
from tests.property.sync.work_checks import work_violations
from tests.property.sync.work_people import WORK_DEEDS, WorkHand

_ROWS = 9
_STEPS = 5
_ROWS_OF_WORK = 6
_GRANTS = 3
_PASSES_TO_QUIET = 14
_ROUNDS_OF_ANSWERS = 8
#: Requests of a pass in which nothing goes wrong: Drive, one read, one write.
_BUDGET = 3
_Lines = list[list[CellValue]]


class BrokenPromiseError(AssertionError):
    """What was promised was not kept."""


class SimulatedWorld:
    """Two tabs, their people, and as many programs as asked, each with a replica and two workers.

    done: how often what happened.
    """

    def __init__(self, setup: Setup, scene: Scene | None = None) -> None:
        self.scene = scene or Scene()
        self.sheet = self.scene.sheet
        self.faults = self.scene.points.faults
        self.done: Counter[str] = Counter()
        self._at_work: set[tuple[str, int]] = set()
        self.tables = (*setup.tables, WORK, GRANTS)
        self.hands = [
            self._hand(Hand, self.tables[0], self._staff()),
            self._hand(Hand, self.tables[1], self._steps()),
            self._hand(WorkHand, WORK, self._work_rows()),
            self._hand(Hand, GRANTS, self._grants()),
        ]
        self.sheet.push([], next_step(None, "setup"))
        tokens = count(1)
        self.programs = [
            Program(name, self.tables, self.scene, lambda: f"token{next(tokens)}")
            for name in "AB"[: setup.programs]
        ]
        for program in self.programs:
            program.follow_up = Recompute(program, self.scene)
        self.operators = [Operator(program, self.scene) for program in self.programs]
        self.backups = [Backups(program, self.scene) for program in self.programs]
        self.versions = Versions(self.scene, self.hands)
        self.scene.note_sheet()

    def deed(self, name: str, a: int, b: int, c: int) -> None:
        """What one of the people does."""
        self.done[name] += 1
        self.hands[c % 2].do(DEEDS[name][0], a, b)
        self.scene.note_sheet()

    def work_deed(self, name: str, a: int, b: int) -> None:
        """What somebody does to the tab of work."""
        self.done[name] += 1
        self.hands[2].do(WORK_DEEDS[name][0], a, b)
        self.scene.note_sheet()

    def work_act(self, name: str, a: int, b: int, c: int) -> None:
        """What one of the programs has to do with work."""
        self.done[name] += 1
        with self.scene.points.resting():
            WORK_ACTS[name][0](self.programs[c % len(self.programs)], self.scene, a, b)

    def act(self, name: str, a: int, b: int, c: int) -> None:
        """What one of the programs writes."""
        self.done[name] += 1
        program = self.programs[c % len(self.programs)]
        with self.scene.points.resting():
            ACTS[name][0](program, a, b)

    def run_pass(self, c: int, *, full: bool = False) -> None:
        """A pass of one worker, whatever becomes of it; one that is at work already makes no second one."""
        program = self.programs[c % len(self.programs)]
        worker = c // len(self.programs) % len(program.workers)
        if (program.name, worker) in self._at_work:
            return
        self.done["pass"] += 1
        self._work(program, worker, lambda: program.workers[worker].run_pass(full=full))

    def operate(self, name: str, a: int, b: int, c: int) -> None:
        """What the operator of one of the programs does."""
        self.done[name] += 1
        number = c % len(self.programs)
        program, operator = self.programs[number], self.operators[number]
        if name not in ("dry run", "allow"):
            with self.scene.points.resting():
                OPERATIONS[name][0](operator, a, b)
        elif (program.name, 0) not in self._at_work and not any(hand.is_away for hand in self.hands):
            # An accident that a person has still to undo is allowed by nobody.
            self._work(program, 0, lambda: OPERATIONS[name][0](operator, a, b))

    def back_up(self, a: int, c: int) -> None:
        """A copy of one program's replica is kept, or one is gone back to while the program stands still."""
        number = c % len(self.programs)
        is_at_work = any((self.programs[number].name, worker) in self._at_work for worker in (0, 1))
        if a % 3:
            self.backups[number].take(a, 0)
        elif not is_at_work and not any(hand.is_away for hand in self.hands):
            self.faults["replica restored from a backup"] += 1
            with self.scene.points.resting():
                self.backups[number].restore(a // 3, 0)

    def old_version(self, a: int) -> None:
        """Somebody restores an older version of the spreadsheet, and then the newest again.

        All programs have seen the newest one: whoever has not takes the old one for an edit.
        """
        self.versions.keep()
        if self._at_work or any(hand.is_away for hand in self.hands):
            return
        self.scene.points.spare()
        self.sheet.calm()
        for _ in range(_PASSES_TO_QUIET):
            fence = self.sheet.fence
            self._pass_each()
            if self.sheet.fence == fence:
                break
        older = self.versions.older(a)
        if older is None:
            return
        self.faults["spreadsheet restored to an old version"] += 1
        newest = self.versions.go_to(older)
        before, rows = self._cells(), [program.all_rows() for program in self.programs]
        self._pass_each()
        self._pass_each()
        if self._cells() != before or [program.all_rows() for program in self.programs] != rows:
            raise BrokenPromiseError("an old version of the spreadsheet was read or written")
        if any(len(program.replica.pauses()) < len(program.tables) for program in self.programs):
            raise BrokenPromiseError("an old version of the spreadsheet paused not all tables")
        self.versions.go_to(newest)

    def _pass_each(self) -> None:
        for program in self.programs:
            program.workers[0].run_pass()

    def _cells(self) -> list[list[list[Cell]]]:
        return [[list(line) for line in hand.page.tab.lines()] for hand in self.hands]

    def _work(self, program: Program, worker: int, works: Callable[[], object]) -> None:
        self._at_work.add((program.name, worker))
        try:
            works()
            program.caught_up()
        except RemoteError:
            # The wire has counted it by its kind.
            pass
        except OperatorError as error:
            if self.sheet.calls.total() != self.sheet.given_up_at:
                raise BrokenPromiseError(f"it went on asking after {error!r}") from error
        except CrashError:
            program.restart(worker)
        finally:
            self._at_work.discard((program.name, worker))

    def between(self, method: str, after: int, happens: Callable[[], None]) -> None:
        """Somebody acts just before the call after so many calls of this method takes effect."""
        for _ in range(after):
            self.sheet.interrupt_next(method, lambda: None)
        self.sheet.interrupt_next(method, happens)

    def fail(self, a: int, b: int) -> None:
        """The next calls of a method fail in one of the ways in which they may."""
        method = METHODS[a % len(METHODS)]
        error = fault(method, b)
        is_applied = method == "push" and isinstance(error, OutcomeUnknownError)
        self.sheet.fail_next(method, error, times=lasts(error, a), is_applied=is_applied)

    def lose(self, *, is_applied: bool) -> None:
        """The answer to the next batch is lost, or the batch."""
        self.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=is_applied)

    def protect(self, a: int, b: int) -> None:
        """Nobody but people may write into a column, until it is quiet."""
        self.faults["protected column"] += 1
        tab = self.hands[a % len(self.hands)].page.tab
        self.sheet.protect(tab.sheet_id, b % 5, is_named=bool(b % 2))

    def forget(self) -> None:
        """Somebody empties the hidden tab."""
        self.faults["hidden tab emptied"] += 1
        self.sheet.clear_hidden_tab()
        self.scene.ledger.is_forgotten = True

    def deliver(self, a: int) -> None:
        """One of the latest batches comes late or again."""
        if self.sheet.batches:
            latest = min(3, len(self.sheet.batches))
            is_applied = self.sheet.deliver(len(self.sheet.batches) - 1 - a % latest)
            self.faults["late and applied" if is_applied else "late and refused"] += 1

    def quiet(self) -> None:
        """Let it all settle, look, have people mend what they are told of, and look again."""
        self._settle()
        self._check(is_mended=False)
        self._mend()
        self._settle()
        self._check(is_mended=True)
        self._check_order_means_nothing()
        self._check_budget()
        self._check_trouble_stays_alone()

    def _mend(self) -> None:
        for hand in self.hands:
            hand.mend_all()
        self.scene.note_sheet()
        self._settle()
        for _ in range(_ROUNDS_OF_ANSWERS):
            if not self._answer():
                return
            self._settle()

    def _answer(self) -> bool:
        """All questions, and what looked like an accident is said to be meant; whether there was anything."""
        is_any = False
        for program, operator in zip(self.programs, self.operators, strict=True):
            program.settle()
            is_any |= answer_all(program, self.scene)
            if program.replica.pauses():
                operator.allow_what_is()
                is_any = True
        return is_any

    def _settle(self) -> None:
        self.scene.points.spare()
        self.sheet.calm()
        # Only a full read tries again what was refused.
        is_full = self.sheet.lift()
        for number in range(_PASSES_TO_QUIET):
            before = self._all()
            for program in self.programs:
                program.workers[number % 2].run_pass(full=is_full or number % 3 == 2)
                self.scene.clock.advance(1)
            if number and self._all() == before:
                return self._check_rests()
        raise BrokenPromiseError("it never comes to rest")

    def _check_rests(self) -> None:
        """Two more passes write nothing, full ones neither."""
        before = self._all()
        for is_full in (False, True):
            for program in self.programs:
                program.workers[0].run_pass(full=is_full)
        if self._all() != before:
            raise BrokenPromiseError("a pass without reason wrote something")

    def _check(self, *, is_mended: bool) -> None:
        found = [fault for operator in self.operators for fault in operator.faults]
        found += violations(self.scene, self.hands, self.programs, is_mended=is_mended)
        if not any(hand.is_away for hand in self.hands):
            found += work_violations(self.scene, self.programs, is_mended=is_mended)
        if found:
            raise BrokenPromiseError("\n".join(found))

    def _check_order_means_nothing(self) -> None:
        """A keyed table sorted, and a foreign column added to each, changes nothing in a replica."""
        before, pushed = (
            [program.contents(has_moved=True) for program in self.programs],
            len(self.sheet.pushed),
        )
        self.hands[0].do(Hand.sort, 1, pushed)
        for hand in self.hands:
            hand.do(Hand.add_column, 1, 0)
        for program in self.programs:
            program.workers[0].run_pass()
        if [program.contents(has_moved=True) for program in self.programs] != before or len(
            self.sheet.pushed
        ) != pushed:
            raise BrokenPromiseError("sorting rows or adding a column changed something")

    def _check_budget(self) -> None:
        """With something to say and nobody in between, a pass costs what it may cost."""
        self.act("program writes", 1, 0, 0)
        self.act("program replaces", 0, 1, 0)
        before = self.sheet.requests()
        self.programs[0].workers[0].run_pass()
        spent = self.sheet.requests() - before
        if spent > _BUDGET:
            raise BrokenPromiseError(f"a pass took {spent} requests, not {_BUDGET}")

    def _check_trouble_stays_alone(self) -> None:
        """With one table in trouble one pass brings what is new in the others to the other side."""
        self._settle()
        if len(self.programs) > 1 or self._answer() or not all(is_sound(hand.page) for hand in self.hands):
            return
        number = len(self.sheet.pushed)
        poisoned, typed, written = ([*self.hands[:3], *self.hands[:3]])[number % 3 :][:3]
        poison(poisoned, number)
        typed.do(Hand.type_value, number, number)
        self.scene.note_sheet()
        if written is self.hands[0]:
            self.act("program writes", number, number, 0)
        elif written is self.hands[1]:
            self.act("program replaces", number, 1, 0)
        else:
            self.work_act("program edits work", number, number, 0)
        self.programs[0].workers[0].run_pass()
        found = list(delayed(self.programs[0], self.hands, poisoned))
        if found:
            raise BrokenPromiseError("\n".join(found))
        poisoned.mend_all()
        self.scene.note_sheet()
        self._settle()

    def _all(self) -> object:
        return self._cells(), self.sheet.fence, [program.contents() for program in self.programs]

    def _staff(self) -> _Lines:
        numbers = self.scene.numbers
        header: list[CellValue] = [*(column.header for column in self.tables[0].columns), IDENT]
        rows: _Lines = [
            [Decimal(number), Decimal(next(numbers)), Decimal(8), f"n{next(numbers)}", f"p{number}"]
            for number in range(1, _ROWS + 1)
        ]
        return [header, *rows]

    def _steps(self) -> _Lines:
        numbers = self.scene.numbers
        header: list[CellValue] = [IDENT, *(column.header for column in self.tables[1].columns)]
        rows: _Lines = [
            [f"s{number}", Decimal(next(numbers)), Decimal(next(numbers))] for number in range(1, _STEPS + 1)
        ]
        return [header, *rows]

    def _work_rows(self) -> _Lines:
        numbers = self.scene.numbers
        header: list[CellValue] = [*(column.header for column in WORK.columns), IDENT]
        inputs = [(Decimal(next(numbers)), Decimal(next(numbers))) for _ in range(_ROWS_OF_WORK)]
        rows: _Lines = [
            [Decimal(FIRST_WORK + number), hours, hourly, None, Decimal(0), None, f"w{number}"]
            for number, (hours, hourly) in enumerate(inputs)
        ]
        return [header, *rows]

    def _grants(self) -> _Lines:
        numbers = self.scene.numbers
        header: list[CellValue] = [*(column.header for column in GRANTS.columns), IDENT]
        rows: _Lines = [
            [Decimal(FIRST_GRANT + number), Decimal(next(numbers)), None, f"g{number}"]
            for number in range(_GRANTS)
        ]
        return [header, *rows]

    def _hand(self, of: type[Hand], table: Table, rows: _Lines) -> Hand:
        tab = self.sheet.add_tab(table.tab, rows, size=(40, 8))
        hand = of(table, tab, self.scene)
        hand.found()
        self.scene.pages.append(hand.page)
        return hand
