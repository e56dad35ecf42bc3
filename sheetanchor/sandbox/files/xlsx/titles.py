"""Titles of tabs: Excel allows 31 characters where Google allows 100, and not all of them."""

from collections.abc import Sequence

_LONGEST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def written_titles(wanted: Sequence[str]) -> dict[str, str]:
    """For each title the one that stands for it in a workbook: itself wherever Excel allows that."""
    written: dict[str, str] = {}
    taken: set[str] = set()
    for title in sorted(wanted, key=lambda title: _allowed(title) != title):
        written[title] = _free(_allowed(title), taken)
        taken.add(written[title].lower())
    return written


def _allowed(title: str) -> str:
    return title.translate(_FORBIDDEN).strip("'")[:_LONGEST] or "_"


def _free(title: str, taken: set[str]) -> str:
    candidate, count = title, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{title[: _LONGEST - len(str(count)) - 1]} {count}"
    return candidate
