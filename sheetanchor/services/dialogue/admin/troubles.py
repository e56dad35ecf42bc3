"""What waits for a person, and the buttons that settle it: problems, conflicts, and plans to be allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.services.dialogue.admin import reports
from sheetanchor.services.dialogue.events import Arrived, Tap
from sheetanchor.services.dialogue.outcome import Letter, Outcome
from sheetanchor.services.dialogue.paging import page_of
from sheetanchor.services.dialogue.screens import Button, Rows, Said
from sheetanchor.services.dialogue.state import Dialogue
from sheetanchor.services.sync.conflict_ways import open_sides
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.mandate import PlanChangedError
from sheetanchor.services.sync.newer import ChangedSinceError
from sheetanchor.services.sync.plans import Plans
from sheetanchor.services.sync.problems import Problem, ProblemKind, ProblemReader

_CONFLICTS_AT_ONCE = 5
_PROBLEMS_ON_A_PAGE = 10
_KINDS = frozenset({ProblemKind.CONFLICT, ProblemKind.NEW_KEY})
_VERBS = {Source.SHEETS: "keep_sheet", Source.LOCAL: "keep_local"}
_LOOK_AGAIN = Button("problems")


@dataclass(frozen=True, slots=True)
class Troubles:
    """One answer for each command and button. tables: by name."""

    tables: Mapping[str, Table]
    problems: ProblemReader
    conflicts: Conflicts
    links: CellLinks
    plans: Plans

    def list_problems(self, arrived: Arrived) -> Outcome:
        """A page of them, with whatever settles those that it shows."""
        found = self.problems.read()
        if not found:
            return _answer(arrived, Said(reports.NothingWaits()))
        page = page_of(found, _number(arrived), _PROBLEMS_ON_A_PAGE)
        shown = reports.Problems(page.items, page.number, page.of)
        rows = [*self._keeps(page.items), *_turns(page.number, has_next=page.has_next)]
        rows += [(Button("allow"),)] if any(one.kind is ProblemKind.PAUSED for one in found) else []
        rows += [(Button("conflicts"),)] if any(one.kind in _KINDS for one in found) else []
        return _answer(arrived, Said(shown, (*rows, (Button("sync_force"), Button("problems", "refresh")))))

    def list_conflicts(self, arrived: Arrived) -> Outcome:
        """A few, the oldest first, each in a message of its own: what both sides hold may be long.

        The number behind the button is that of the last one shown before.
        """
        waiting = self.conflicts.waiting()[::-1]
        left = [kept for kept in waiting if kept.number > _number(arrived)] or list(waiting)
        if not left:
            return _answer(arrived, Said(reports.NothingWaits()))
        shown, more = left[:_CONFLICTS_AT_ONCE], len(left) - _CONFLICTS_AT_ONCE
        screens = [self._conflict(kept) for kept in shown]
        if more > 0:
            turn = Button(f"conflicts:{shown[-1].number}", "next")
            screens.append(Said(reports.MoreConflicts(more, len(waiting)), ((turn, Button("problems")),)))
        return _answers(arrived, screens)

    def keep(self, arrived: Arrived, tap: Tap) -> Outcome:
        """Let a side stand; what was changed since is shown first, and overwritten at another tap."""
        is_sheet = tap.verb == "keep_sheet"
        keep = self.conflicts.keep_sheet if is_sheet else self.conflicts.keep_local
        number, _, over = tap.about.partition(":")
        try:
            settled = keep(int(number), over or None)
        except ChangedSinceError as error:
            yes = Button(f"{tap.verb}:{number}:{error.over}", "write_over")
            about_it = reports.ConflictChanged(error.number, error.found, is_sheet)
            return _answer(arrived, Said(about_it, ((yes, _LOOK_AGAIN),)))
        about = reports.ConflictSettled(tuple(kept.number for kept in settled), is_sheet)
        return _answer(arrived, Said(about, ((_LOOK_AGAIN,),)))

    def allow(self, arrived: Arrived, tap: Tap) -> Outcome:
        """Without a hash the plan is shown; with one it is done, exactly as it was shown."""
        if not tap.about:
            return _answer(arrived, self._plan())
        try:
            done = self.plans.carry_out(tap.about)
        except PlanChangedError:
            again = ((Button("allow", "look_again"), _LOOK_AGAIN),)
            return _answer(arrived, Said(reports.PlanChanged(), again))
        return _answer(arrived, Said(reports.PlanDone(done), ((_LOOK_AGAIN,),)))

    def _plan(self) -> Said:
        preview = self.plans.preview()
        is_any = any(table.steps for table in preview.tables)
        yes = (Button(f"allow:{preview.hash}", "allow_this"),) if is_any else ()
        back = (Button("problems", "back"),)
        tabs = {name: table.tab for name, table in self.tables.items()}
        return Said(reports.PlanShown(preview, tabs), (yes, back) if yes else (back,))

    def _conflict(self, kept: KeptConflict) -> Said:
        conflict, table = kept.conflict, self.tables.get(kept.conflict.table)
        link = self.links.to(conflict.table, conflict.address)
        sides = () if table is None else open_sides(table, kept)
        keeps = tuple(Button(f"{_VERBS[side]}:{kept.number}") for side in sides)
        return Said(reports.ConflictShown(kept, table, link), (keeps,) if keeps else ())

    def _keeps(self, shown: Sequence[Problem]) -> Rows:
        """A row for each conflict that is shown, with the sides that can be kept."""
        return tuple(
            tuple(Button(f"{_VERBS[side]}:{one.conflict}", one.conflict) for side in one.sides)
            for one in shown
            if one.sides
        )


def _turns(number: int, *, has_next: bool) -> Rows:
    before = (Button(f"problems:{number - 1}", "previous"),) if number else ()
    after = (Button(f"problems:{number + 1}", "next"),) if has_next else ()
    return ((*before, *after),) if before or after else ()


def _number(arrived: Arrived) -> int:
    event = arrived.event
    return int(event.about) if isinstance(event, Tap) and event.about.isdecimal() else 0


def _answer(arrived: Arrived, screen: Said) -> Outcome:
    return _answers(arrived, [screen])


def _answers(arrived: Arrived, screens: Sequence[Said]) -> Outcome:
    """The first in place of the message that was tapped, all else as new ones."""
    letters = [Letter(arrived.person.person_id, screen) for screen in screens]
    if isinstance(arrived.event, Tap):
        letters[0] = replace(letters[0], edit=arrived.event.message_id)
    return Outcome(Dialogue(), None, letters=tuple(letters))
