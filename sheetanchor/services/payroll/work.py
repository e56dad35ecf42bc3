"""What all use cases share: where pay is kept, and how one unit of work is done."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.notifier import Notifier
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.wake import Wake
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.reader import PayReader
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.tables import PayTables
from sheetanchor.services.payroll.untold_notices import keep_notices, tell_next
from sheetanchor.services.payroll.views import CommittedView

_LOG = logging.getLogger(__name__)
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class PayWork:
    """The replica and what belongs to a write: the time, the loop to wake, the admins to tell."""

    replica: Replica
    tables: PayTables
    clock: Clock
    wake: Wake
    notifier: Notifier
    policy: PayPolicy

    def reader(self) -> PayReader:
        """For what is shown: as last committed. What becomes money is read inside `do`."""
        return PayReader(CommittedView(self.replica), self.tables, self.policy)

    def do(
        self, operation: Operation[ResultT], request: str | None, step: Callable[[PayBook], ResultT]
    ) -> ResultT:
        """Do the step in one transaction, wake the loop if there is something to push, tell the admins.

        request: what makes a repeat known, None where there is nothing of the kind; a repeat gets the first
        answer and changes nothing. Whatever the step raises, nothing was changed.
        """
        with self.replica.transaction() as tx:
            book = PayBook(self.replica, tx, self.tables, self.policy, self.clock.now())
            earlier = None if request is None else operation.earlier(book, request)
            if earlier is not None:
                return earlier
            result = step(book)
            if request is not None:
                operation.keep(book, request, result)
            keep_notices(book)
        if book.has_news:
            self.wake.wake()
        if book.notices:
            self.tell_admins()
        return result

    def tell_admins(self) -> None:
        """Tell the admins what they were not told yet, that of an earlier process included.

        Raises nothing: what cannot be told now is told later.
        """
        try:
            while tell_next(self.replica, self.notifier):
                pass
        except SheetanchorError as error:
            _LOG.error("the admins are told later: %s", error)

    def is_done(self, operation: Operation[ResultT], request: str | None) -> bool:
        """Whether the request was answered before, so that nothing need be looked up for it."""
        if request is None:
            return False
        with self.replica.transaction() as tx:
            book = PayBook(self.replica, tx, self.tables, self.policy, self.clock.now())
            return operation.earlier(book, request) is not None
