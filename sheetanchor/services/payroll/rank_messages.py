"""Messages about rank changes: which are still to be sent, and that one was delivered."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from pydantic import TypeAdapter

from sheetanchor.domain.payroll.instants import Month, as_utc
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.payroll.tables import EMPLOYEE_RANKS, RANK_NEWS
from sheetanchor.services.payroll.work import PayWork

_TOLD = Operation("mark_rank_told", bool)
_TEXT = TypeAdapter(RankNews)


def keep_untold(book: PayBook, news: RankNews) -> RankNews:
    """Remember a change in the transaction that makes it; whoever sends its message takes it from there."""
    named = replace(news, telling=next(name for name in _names(book, news) if not _is_taken(book, name)))
    book.write(RANK_NEWS, {"change": named.telling, "news": _TEXT.dump_json(named).decode()})
    return named


def _names(book: PayBook, news: RankNews) -> Iterator[str]:
    """In the order of time; several changes may fall on one instant of a coarse clock."""
    at = as_utc(book.at).isoformat(timespec="microseconds")
    return (f"{at} {number:03} {news.employee_id}" for number in count())


def _is_taken(book: PayBook, name: str) -> bool:
    return book.row(RANK_NEWS, (name,)) is not None


class UntoldRanks:
    """Reads only; as last committed."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self) -> tuple[RankNews, ...]:
        """The changes that no message tells yet, the oldest first: after a crash, or caused in the sheet."""
        rows = self._work.replica.snapshot(RANK_NEWS)
        return tuple(_TEXT.validate_json(str(row.values["news"])) for row in rows.values())


class MarkRankTold:
    """Notified turns true once the message about a change was delivered (Rule 2.6)."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, employee_id: int, month: Month, rank: str | None) -> bool:
        """Mark the record, if it still holds the rank that was told; whether it did.

        Where the rank changed again meanwhile, that change is still to be told, and nothing is marked. rank:
        None for a caller of the old interface, which does not say what it told.
        """

        def step(book: PayBook) -> bool:
            record = book.read.month_rank(employee_id, month)
            if record is None or rank not in (None, record.current):
                return False
            key = {"employee_id": employee_id, "year": month.year, "month": month.month}
            book.write(EMPLOYEE_RANKS, {**key, "notified": True})
            return True

        return self._work.do(_TOLD, None, step)
