"""One deliberate break: a text of one file of the package, and what stands there instead."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


class StaleMutantError(Exception):
    """The program has changed so that the break does not fit any more; write it anew."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """file: below sheetanchor/. old: stands in it exactly once. breaks: the promise that goes.

    caught_by: below tests/, files or tests of which one has to fail.
    """

    name: str
    file: str
    old: str
    new: str
    breaks: str
    caught_by: tuple[str, ...]

    @property
    def selection(self) -> tuple[str, ...]:
        """As pytest takes it."""
        return tuple(f"tests/{each}" for each in self.caught_by)

    def path_in(self, tree: Path) -> Path:
        """The file in a copy of the repository."""
        return tree / "sheetanchor" / self.file

    def applied(self, source: str) -> str:
        """The broken source; raises StaleMutantError where `old` does not stand there once."""
        times = source.count(self.old)
        if times != 1:
            raise StaleMutantError(
                f"mutant {self.name!r}: {self.old!r} stands {times} times in {self.file}, not once"
            )
        return source.replace(self.old, self.new)
