"""What a table is: one declaration; engine, replica, sheet header and codecs follow from it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from decimal import Decimal
from enum import Enum
from functools import cached_property
from unicodedata import category, normalize

from sheetanchor.domain.errors import PluginError
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.deciding import OwnStrategy
from sheetanchor.domain.tables.kinds import Integer, Kind
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.values import Key, Value, Values

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Strategy(Enum):
    """What both sides agree on at a time: rows found by key and merged cell by cell, or the whole tab.

    APPEND_ONLY tables are logs: rows are found by key and only ever added, and whatever else happens to one
    in the sheet is asked about.
    LOCAL tables stand in the replica alone: what the program keeps beside the tables that people see.
    """

    INCREMENTAL = "incremental"
    FULL_REPLACE = "full_replace"
    APPEND_ONLY = "append_only"
    LOCAL = "local"


class Policy(Enum):
    """Who wins where both sides changed one cell; the loser is kept in every case."""

    SHEET_WINS = "sheet_wins"
    LOCAL_WINS = "local_wins"
    ASK = "ask"


class Writer(Enum):
    """Who may change a column: both sides, people in the sheet alone, or the program alone."""

    BOTH = "both"
    SHEET = "sheet"
    LOCAL = "local"


#: The largest number that people may type as the key of a row of a numbered table. Programs give those above
#: the largest one there is, and 2**53 is the last that a cell keeps.
LARGEST_TYPED_NUMBER = 2**53 - 1_000_000


class Deletions(Enum):
    """Whose deletions of rows are carried to the other side."""

    NOBODY = "nobody"
    SHEET = "sheet"
    LOCAL = "local"
    BOTH = "both"

    @property
    def from_sheet(self) -> bool:
        """Whether a row that people delete is deleted here."""
        return self in (Deletions.SHEET, Deletions.BOTH)

    @property
    def from_local(self) -> bool:
        """Whether a row that the program deletes is deleted in the sheet."""
        return self in (Deletions.LOCAL, Deletions.BOTH)


class TableDeclarationError(PluginError):
    """A table is declared in a way that cannot work."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(f"table {table!r}: {reason}; correct its declaration")
        self.table = table
        self.reason = reason


class ValueRefusedError(PluginError):
    """The program tried to store a value that its column does not take; nothing was written."""

    def __init__(self, table: str, field: str, reason: str) -> None:
        column = f", column {field!r}" if field else ""
        super().__init__(f"table {table!r}{column}: {reason}; nothing was written")
        self.table = table
        self.field = field
        self.reason = reason


class AppendOnlyError(ValueRefusedError):
    """The program tried to change a row that a log holds already; nothing was written."""

    def __init__(self, table: str, key: Key) -> None:
        row = " ".join(map(str, key))
        super().__init__(
            table, "", f"row {row} stands in a log already, where rows are only added; add another"
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` names it in programs and in the replica, `header` in row 1 of the tab.

    required: a blank cell holds its row back, unless there is a default.
    default: what a blank cell means.
    policy: overrides the table's.
    refers_to: the numbered table whose numbers the column holds, so that it follows one that is changed.
    derived: the program computes it from the other columns. Such a cell is never merged: what a person types
    over it is pinned, which stands whatever is computed later and is reported, until the cell is cleared or
    holds what is computed.
    """

    field: str
    header: str
    kind: Kind
    required: bool = False
    default: Value = None
    writer: Writer = Writer.BOTH
    policy: Policy | None = None
    refers_to: str | None = None
    derived: bool = False

    def accept(self, table: str, value: object) -> Value:
        """The canonical form of a program's value; raises ValueRefusedError."""
        try:
            canonical = None if value is None or value == "" else self.kind.accept(value)
        except CellRefusedError as error:
            raise ValueRefusedError(table, self.field, error.reason) from error
        return self._blank(table) if canonical is None else canonical

    def _blank(self, table: str) -> Value:
        if self.default is None and self.required:
            raise ValueRefusedError(table, self.field, "a value is required")
        return self.default


@dataclass(frozen=True)
class Table:
    """A table kept equal in a tab and in the replica.

    name: of the table in the replica, lower case. tab: title of the tab when it is first looked for; later it
    is found by its id, whatever it is called. key: fields that name a row; an incremental table needs them.
    made_by_program: people hardly ever delete rows, so that a few gone at once look like an accident.
    numbered: the key is a number that the program gives, never twice. Of two rows that were given one, by
    two programs or after a backup was restored, the one that the sheet does not know gets another.
    identity: columns that the program fills when it makes a numbered row and that people hardly ever change.
    Two rows of one number that hold the same in all of them are one row, however much else differs.
    keeps_history: every change of a row can be looked up and taken back; a local table may do without.
    strategy: a function instead decides where both sides changed one cell of a row, and nothing else.
    plugin: who declared the table, for messages; whoever collects the tables says it.
    """

    name: str
    tab: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    strategy: Strategy | OwnStrategy = Strategy.INCREMENTAL
    policy: Policy = Policy.SHEET_WINS
    deletions: Deletions = Deletions.SHEET
    made_by_program: bool = False
    numbered: bool = False
    identity: tuple[str, ...] = ()
    keeps_history: bool = True
    plugin: str = ""

    def __post_init__(self) -> None:
        for fault in _declaration_faults(self):
            raise TableDeclarationError(self.name, fault)

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        """The columns by field."""
        return {column.field: column for column in self.columns}

    @cached_property
    def derived(self) -> tuple[Column, ...]:
        """The columns that the program computes."""
        return tuple(column for column in self.columns if column.derived)

    @property
    def is_whole(self) -> bool:
        """Whether the whole tab is one value, its rows found by their place."""
        return self.strategy is Strategy.FULL_REPLACE

    @property
    def is_log(self) -> bool:
        """Whether rows are only ever added."""
        return self.strategy is Strategy.APPEND_ONLY

    @property
    def decide(self) -> OwnStrategy | None:
        """The plugin's function, None where the strategy is one of ours."""
        return None if isinstance(self.strategy, Strategy) else self.strategy

    @property
    def is_local(self) -> bool:
        """Whether the table has no tab and never leaves the replica."""
        return self.strategy is Strategy.LOCAL

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what decides the meaning of stored rows: where it changes, a base is read anew."""
        facts = [self.name, self._form.value, *self.key]
        facts += [f"{c.field}|{c.header}|{c.kind!r}|{c.default!r}|{c.required}" for c in self.columns]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]

    @property
    def _form(self) -> Strategy:
        """How rows are stored: whatever decides about rows found by key, they mean the same."""
        ours = self.strategy if isinstance(self.strategy, Strategy) else Strategy.INCREMENTAL
        return Strategy.INCREMENTAL if self.is_log else ours

    def policy_of(self, field: str) -> Policy:
        """The column's policy, or the table's."""
        return self.by_field[field].policy or self.policy

    def key_of(self, values: Values) -> Key:
        """The key of a row of a table that has one."""
        return tuple(values[field] for field in self.key)

    def is_one_row(self, ours: Values, theirs: Values) -> bool:
        """Whether two rows of one number are the same one; where the identity is blank nobody can tell."""
        pairs = [(ours[field], theirs[field]) for field in self.identity]
        return bool(pairs) and all(mine is not None and mine == other for mine, other in pairs)

    def accept(self, values: Mapping[str, object]) -> dict[str, Value]:
        """A program's row made canonical; missing fields take their defaults.

        Raises ValueRefusedError, also for what the sheet could not keep: a value that reads back as another.
        """
        row = self.accept_fields({**dict.fromkeys(self.by_field), **values})
        return {**row, **self.accept_key(values)}

    def accept_fields(self, values: Mapping[str, object]) -> dict[str, Value]:
        """Some fields of a program's row made canonical; raises as `accept` does."""
        unknown = values.keys() - self.by_field.keys()
        if unknown:
            raise ValueRefusedError(self.name, min(unknown), "there is no such column")
        row = {field: self.by_field[field].accept(self.name, value) for field, value in values.items()}
        for field, value in row.items():
            if not self.is_local and not _is_kept(self.by_field[field].kind, value):
                raise ValueRefusedError(
                    self.name, field, f"{value} would read back from a cell as another value"
                )
        return row

    def accept_key(self, values: Mapping[str, object]) -> dict[str, Value]:
        """The key fields of a program's row made canonical; raises ValueRefusedError where one is missing."""
        key = {field: self.by_field[field].accept(self.name, values.get(field)) for field in self.key}
        for field, value in key.items():
            if value is None:
                raise ValueRefusedError(self.name, field, "a key cannot be blank")
        return key

    def in_zone(self, zone: tzinfo) -> "Table":
        """The table with every DateTime column that has no zone of its own bound to this one."""
        return replace(self, columns=tuple(_column_in_zone(column, zone) for column in self.columns))


def _column_in_zone(column: Column, zone: tzinfo) -> Column:
    if isinstance(column.kind, DateTime) and column.kind.zone is None:
        return replace(column, kind=replace(column.kind, zone=zone))
    return column


def _is_kept(kind: Kind, value: Value) -> bool:
    """Whether a cell gives the value back; one that does not would be written again for ever."""
    return value is None or any(
        _reads_back(kind, value, fmt) for fmt in (CellFormat.PLAIN, CellFormat.PERCENT)
    )


def _reads_back(kind: Kind, value: Value, fmt: CellFormat) -> bool:
    written = kind.write(value, fmt)
    held = Decimal(repr(float(written))) if isinstance(written, Decimal) else written
    try:
        return kind.read(Cell(held, fmt)) == value
    except CellRefusedError:
        return False


def _has_good_default(column: Column) -> bool:
    if column.default is None or (isinstance(column.kind, DateTime) and column.kind.zone is None):
        return True
    try:
        return column.kind.accept(column.default) == column.default
    except CellRefusedError:
        return False


def _declaration_faults(table: Table) -> list[str]:
    fields = [column.field for column in table.columns]
    headers = [header_key(column.header) for column in table.columns]
    checks = {
        "its name is not a lower-case identifier": not _NAME.fullmatch(table.name),
        "it has no tab title": not table.is_local and not table.tab.strip(),
        "a local table has no tab": table.is_local and bool(table.tab),
        "only a local table can do without history": not table.is_local and not table.keeps_history,
        "it has no columns": not fields,
        "two columns have one field name": len(set(fields)) != len(fields),
        "two columns have one header": len(set(headers)) != len(headers),
        "a field is not a lower-case identifier": not all(_NAME.fullmatch(field) for field in fields),
        "a header is blank": not all(headers),
        "a field is taken by the replica's own columns": bool(RESERVED_FIELDS & set(fields)),
        "a default is no value of its column": not all(map(_has_good_default, table.columns)),
        "a key field is no column": not set(table.key) <= set(fields),
        "its rows are found by a key, and it has none": not table.is_whole and not table.key,
        "a full-replace table is found by place and needs no key": table.is_whole and bool(table.key),
        "the key of a numbered table is one whole number": table.numbered and not _has_number(table),
        "only a numbered table has an identity": bool(table.identity) and not table.numbered,
        "the identity is columns that people and program fill, and not the key": not set(table.identity)
        <= {column.field for column in table.columns if not column.derived and column.field not in table.key},
        "a derived column needs rows that people see and that are found by a key": bool(table.derived)
        and (table.is_whole or table.is_local or table.is_log),
        "its strategy is neither a Strategy nor a function": table.decide is not None
        and not callable(table.decide),
        "its own strategy decides, so that no policy does": table.decide is not None
        and (table.policy is not Policy.SHEET_WINS or any(column.policy for column in table.columns)),
        "rows of a log are never deleted by the program": table.is_log and table.deletions.from_local,
        "of a row of a log a person is asked, so that no policy decides": table.is_log and _has_policy(table),
        "a derived column is no key, is not required and has no default": any(
            column.field in table.key or column.required or column.default is not None
            for column in table.derived
        ),
        "a derived column is written by the program": any(
            column.writer is Writer.SHEET for column in table.derived
        ),
    }
    return [fault for fault, is_so in checks.items() if is_so]


def _has_policy(table: Table) -> bool:
    """Whether anything but a person is named on purpose, for the default says nothing."""
    own = {column.policy for column in table.columns} - {None, Policy.ASK}
    return table.policy is Policy.LOCAL_WINS or bool(own)


def _has_number(table: Table) -> bool:
    return len(table.key) == 1 and any(
        column.field == table.key[0] and isinstance(column.kind, Integer) for column in table.columns
    )


def header_key(header: str) -> str:
    """What makes two headers the same one: case, spaces and characters that nobody sees do not matter."""
    return " ".join(_visible(header).split()).casefold()


def _visible(text: str) -> str:
    """Without such as a zero-width space, which comes along with what is pasted; accents in one form."""
    if text.isascii():
        return text
    return normalize("NFC", "".join(each for each in text if category(each) != _INVISIBLE))


#: Unicode's category of format characters: zero-width ones, the byte order mark, the soft hyphen.
_INVISIBLE = "Cf"


#: Columns that the replica adds to every table.
RESERVED_FIELDS = frozenset(
    {
        *("row_key", "position", "last_synced_at", "last_modified_at", "source", "sync_status", "version"),
        "pinned_cells",
    }
)
