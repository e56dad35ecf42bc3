"""What a pass may do: the ordinary, nothing at all, or exactly what a person was shown and allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.fence import Fence
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.services.sync.digest import digest
from sheetanchor.services.sync.preview import Preview, preview_of


class PlanChangedError(InputError):
    """What was allowed is not what a pass would do now; nothing was changed."""


class PlanUnknownError(InputError):
    """What a pass would do cannot be told while it is not known what became of the last batch."""

    def __init__(self) -> None:
        super().__init__(
            "a batch was sent and never answered, or another worker came in between, so that no plan can be "
            "told; `sheetanchor sync` finds out what became of it. Nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class Considered:
    """All that decides about a table, and what is about to be done to it.

    plan None where it is paused, and why.
    """

    table: Table
    tab: Tab | None
    base: Mapping[Key, BaseRow]
    local: Mapping[Key, Row]
    plan: TablePlan | None
    paused: str | None = None


class Mandate:
    """The ordinary one: what looks like an accident pauses its table."""

    @property
    def waives(self) -> bool:
        """Whether what looks like an accident is meant."""
        return False

    def note(self, considered: Considered) -> None:
        """Learn of one table, before anything is done to it."""

    def conclude(self, fence: Fence | None) -> None:
        """Called at the end of the transaction, which is rolled back where this raises."""


ORDINARY = Mandate()


class RehearsedError(Exception):
    """Ends a rehearsal, so that nothing of it stays."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("a rehearsal is over")
        self.preview = preview


class Rehearsal(Mandate):
    """Plans as though all were allowed, and ends by raising RehearsedError."""

    def __init__(self) -> None:
        self._noted: list[Considered] = []

    @property
    def waives(self) -> bool:
        """Everything is."""
        return True

    def note(self, considered: Considered) -> None:
        """For the preview and its hash."""
        self._noted.append(considered)

    def conclude(self, fence: Fence | None) -> None:
        """Raise RehearsedError."""
        raise RehearsedError(_preview(self._noted, fence))


class Allowed(Mandate):
    """Lets the first round do what has this hash; raises PlanChangedError where it would do anything else."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._noted: list[Considered] = []
        self._is_spent = False

    @property
    def waives(self) -> bool:
        """In the first round."""
        return not self._is_spent

    def note(self, considered: Considered) -> None:
        """For the hash."""
        self._noted.append(considered)

    def conclude(self, fence: Fence | None) -> None:
        """Raise PlanChangedError unless this is what was shown."""
        if not self._is_spent and _preview(self._noted, fence).hash != self._shown:
            raise PlanChangedError(
                f"the plan {self._shown} is not what would be done now: the spreadsheet or the replica "
                "changed since, or it was mistyped. Nothing was changed; `sheetanchor sync --dry-run` shows "
                "the plan as it is."
            )
        self._is_spent = True


def _preview(noted: Sequence[Considered], fence: Fence | None) -> Preview:
    facts: list[object] = [fence]
    for each in noted:
        rows = [(row.key, row.values, row.status, row.version) for row in each.local.values()]
        facts.append(
            (each.table.name, each.table.fingerprint, each.tab, each.base, rows, each.plan, each.paused)
        )
    tables = tuple(preview_of(each.table, each.plan, each.paused, each.local) for each in noted)
    return Preview(digest(facts), tables)
