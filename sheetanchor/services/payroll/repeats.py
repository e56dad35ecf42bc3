"""A request that comes again is answered as the first time, and does nothing."""

from typing import Generic, TypeVar

from pydantic import TypeAdapter

from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.errors import RequestReusedError
from sheetanchor.services.payroll.tables import REQUEST_RESULTS

ResultT = TypeVar("ResultT")


class Operation(Generic[ResultT]):
    """Something that changes pay: its name, and how its answer is kept as text."""

    def __init__(self, name: str, result: type[ResultT]) -> None:
        self.name = name
        self._text: TypeAdapter[ResultT] = TypeAdapter(result)

    def earlier(self, book: PayBook, request: str) -> ResultT | None:
        """The first answer to a request, None for a new one; raises RequestReusedError."""
        key = book.tables[REQUEST_RESULTS].accept_key({"request": request})
        row = book.row(REQUEST_RESULTS, tuple(key.values()))
        if row is None:
            return None
        if row["operation"] != self.name:
            raise RequestReusedError(request, str(row["operation"]))
        return self._text.validate_json(str(row["result"]))

    def keep(self, book: PayBook, request: str, result: ResultT) -> None:
        """Remember the answer, in the transaction that did the work."""
        text = self._text.dump_json(result).decode()
        book.write(
            REQUEST_RESULTS,
            {"request": request, "operation": self.name, "result": text, "done_at": book.at},
        )
