"""Everything that people and programs did, so that nothing of it can get lost unnoticed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tests.property.sync.page import Meaning

PEOPLE = "people"

#: Values that are no one edit's own: blank, and what blank means.
NOT_UNIQUE = frozenset({None, Decimal(8)})


@dataclass(frozen=True, slots=True)
class Edit:
    """Somebody gave a cell a value. key None where the row's key could not be read, or in a list.

    over: what the writer saw there and knowingly replaced.
    """

    order: int
    who: str
    table: str
    key: Meaning
    field: str
    value: Meaning
    over: Meaning


@dataclass(frozen=True, slots=True)
class Deletion:
    """Somebody deleted a row."""

    order: int
    who: str
    table: str
    key: Meaning


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """A person typed a formula. shows: its value or error; edit: None where the column is not ours."""

    table: str
    text: str
    shows: Meaning
    edit: Edit | None


@dataclass
class Ledger:
    """The record of one world.

    over: when a value of a field was last knowingly replaced or deleted, by table, field and value.
    lists: all rows of lists that somebody meant, by table. also: keys that were once another one's.
    is_replaced: whether a program ever wrote a list. is_forgotten: whether the hidden tab was ever emptied.
    """

    edits: list[Edit] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)
    over: dict[tuple[str, str, Meaning], int] = field(default_factory=dict)
    parents: dict[tuple[str, str, Meaning], set[Meaning]] = field(default_factory=lambda: defaultdict(set))
    pairs: dict[str, set[tuple[Meaning, ...]]] = field(default_factory=lambda: defaultdict(set))
    also: dict[Meaning, set[Meaning]] = field(default_factory=lambda: defaultdict(set))
    formulas: list[TypedFormula] = field(default_factory=list)
    is_replaced: bool = False
    is_forgotten: bool = False
    _order: int = 0

    def edited(self, who: str, table: str, key: Meaning, name: str, *, value: Meaning, over: Meaning) -> None:
        """A cell was given a value; the one that it had is none."""
        if value != over:
            order = self._next()
            self.edits.append(Edit(order, who, table, key, name, value, over))
            self.over[table, name, over] = order
            if value not in NOT_UNIQUE:
                self.parents[table, name, value].add(over)

    def added(self, who: str, table: str, key: Meaning, values: Mapping[str, Meaning]) -> None:
        """A row was made, or came under this key."""
        order = self._next()
        self.edits.extend(Edit(order, who, table, key, name, value, None) for name, value in values.items())

    def deleted(self, who: str, table: str, key: Meaning, values: Mapping[str, Meaning]) -> None:
        """A row was deleted, or left this key; values are those that were seen."""
        self.deletions.append(Deletion(self._next(), who, table, key))
        self.replaced(table, values)

    def replaced(self, table: str, values: Mapping[str, Meaning]) -> None:
        """Values that somebody saw went, by intent."""
        order = self._next()
        self.over.update({(table, name, value): order for name, value in values.items()})

    def rekeyed(self, old: Meaning, new: Meaning) -> None:
        """A row that stood under one key stands under another one."""
        self.also[new].update({old, *self.also[old]})

    def meant(self, table: str, rows: Iterable[Mapping[str, Meaning]]) -> None:
        """Rows of a list as somebody left them."""
        self.pairs[table].update(tuple(row.values()) for row in rows)

    def is_over(self, edit: Edit) -> bool:
        """Whether somebody later replaced it knowingly."""
        return self.over.get((edit.table, edit.field, edit.value), 0) > edit.order

    def values_of(self, table: str, key: Meaning, name: str) -> set[Meaning]:
        """All values that anybody ever gave to a field of a row."""
        keys = {key, *self.also[key]}
        return {
            edit.value
            for edit in self.edits
            if edit.table == table and edit.field == name and edit.key in keys
        }

    def knew(self, table: str, name: str, value: Meaning, other: Meaning) -> bool:
        """Whether who wrote value had seen other, directly or through others."""
        seen: set[Meaning] = set()
        waiting = [value]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(self.parents[table, name, each])
        return other in seen - {value}

    def _next(self) -> int:
        self._order += 1
        return self._order
