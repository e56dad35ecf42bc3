"""A replica in memory that goes back to a moment, for whoever has no store but the sheet."""

from dataclasses import dataclass

from sheetanchor.adapters.memory.replica import MemoryReplica


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a replica held."""

    content: object


class UndoableReplica(MemoryReplica):
    """What is committed takes the place of the whole content, so that a moment costs nothing to keep."""

    def moment(self) -> Moment:
        """The replica as last committed."""
        return Moment(self._content)

    def go_back(self, moment: Moment) -> None:
        """Forget everything since; the moment must be one of this replica."""
        with self._turn:
            assert isinstance(moment.content, type(self._content))  # noqa: S101 - made by `moment`
            self._content = moment.content
