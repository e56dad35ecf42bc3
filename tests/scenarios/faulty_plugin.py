"""A plugin of a third party whose kind of column has a bug."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheetanchor import Column, Integer, Table, Text, hookimpl
from sheetanchor.domain.tables.values import Value
from tests.scenarios.workbook import TASKS


@dataclass(frozen=True)
class FaultyText(Text):
    """Raises the error on the word boom: in the midst of a pass, while the replica is being written."""

    error: Exception | None = None

    def dump(self, value: Value) -> str:
        if self.error is not None and value == "boom":
            raise self.error
        return super().dump(value)


class FaultyPlugin:
    """Declares the table of the tab Tasks."""

    def __init__(self, error: Exception) -> None:
        self._kind = FaultyText(error=error)

    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (Column("id", "Id", Integer(), required=True), Column("what", "What", self._kind))
        return (Table("tasks", TASKS, columns, key=("id",)),)
