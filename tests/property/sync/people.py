"""What people do to a spreadsheet by hand, each deed told to the ledger."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from sheetanchor import Integer, Percent, Table, Text
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue, Formula, Written
from sheetanchor.domain.tables.schema import Column
from tests.property.sync.declarations import IDENT
from tests.property.sync.known_keys import KnownKeys
from tests.property.sync.ledger import PEOPLE, Edit, TypedFormula
from tests.property.sync.page import RENAMED, Meaning, Page, Unread
from tests.property.sync.scene import Scene

Deed = Callable[["Hand", int, int], None]


@dataclass
class _Undo:
    """A blanked sheet: its rows themselves with what stood in them."""

    lines: list[tuple[list[Cell], list[Cell]]]


class Hand:
    """One person's hand on one tab. a and b choose where and what; what cannot be done is left out.

    foreign: how often what has to stand in columns that are not ours. doubled: keys that people pasted twice.
    beside: by what a formula beside our columns shows, the row in which it was typed.
    """

    def __init__(self, table: Table, tab: MemoryTab, scene: Scene) -> None:
        self.page = Page(table, tab)
        self.keys = KnownKeys(self.page, scene.ledger.also)
        self.foreign: Counter[tuple[CellValue, CellValue]] = Counter()
        self.doubled: set[Meaning] = set()
        self.beside: dict[CellValue, str] = {}
        self._table = table
        self._tab = tab
        self._wire = scene.sheet
        self._ledger = scene.ledger
        self._numbers = scene.numbers
        self._undo: _Undo | None = None
        self._is_gone = False
        self._taken: Counter[tuple[CellValue, CellValue]] = Counter()
        self._adopted: list[list[Cell]] = []

    def found(self) -> None:
        """Tell the ledger what stands there at the beginning."""
        self.foreign = self.page.foreign()
        self.keys.note()
        for place in self.page.places():
            self._ledger.added(PEOPLE, self._table.name, self.keys.shown(place), self.page.row(place))
            self._meant(place)

    def do(self, deed: Deed, a: int, b: int) -> None:
        """One deed, what a person took away by accident brought back before."""
        if deed not in (Hand.blank_sheet, Hand.delete_tab):
            self.bring_back()
        self.keys.note()
        before = self.page.foreign()
        deed(self, a, b)
        after = self.page.foreign()
        self.foreign += after - before
        stood = self.foreign.copy()
        self.foreign -= before - after
        if deed in (Hand.blank_sheet, Hand.delete_tab):
            self._taken += stood - self.foreign
        self.keys.note()

    def type_value(self, a: int, b: int) -> None:
        """A value in one of the ways in which people type it."""
        for place in self._some(a):
            column = self._values[b % len(self._values)]
            self._write(place, column, self._typed(column, self.page.cell(place, column.field), b))

    def type_formula(self, a: int, b: int) -> None:
        """A formula into one of our cells or, in a list always, beside them."""
        number = next(self._numbers)
        is_error = b % 5 == 0
        error = f"#E{number}!" if is_error else None
        formula = Formula(f"={number}+0", None if is_error else Decimal(number), error)
        for place in self._some(a):
            if self._table.is_whole or b % 3 == 0:
                self._compute_beside(place, formula)
            else:
                column = self._values[b % len(self._values)]
                self._write(place, column, formula)
                self._note_formula(formula, self._ledger.edits[-1])

    def _compute_beside(self, place: int, formula: Formula) -> None:
        if not self.page.others():
            self._tab.insert_column(0, f"Sum{next(self._numbers)}")
        self._tab.set_at(place, self.page.others()[0], formula)
        self.beside[formula.shows] = self.keys.name_of(place)
        self._note_formula(formula, None)

    def _note_formula(self, formula: Formula, edit: Edit | None) -> None:
        shows = formula.shows if formula.error is None else Unread(formula.error)
        self._ledger.formulas.append(TypedFormula(self._table.name, formula.text, shows, edit))

    def poison(self, a: int, b: int) -> None:
        """Text that means nothing."""
        columns = [column for column in self._values if not isinstance(column.kind, Text)]
        for place in self._some(a):
            self._write(place, columns[b % len(columns)], f"about {next(self._numbers)}")

    def blank(self, a: int, b: int) -> None:
        for place in self._some(a):
            self._write(place, self._values[b % len(self._values)], None)

    def sort(self, a: int, b: int) -> None:
        column = a % len(self._table.columns)
        header = self._tab.line(0)[self.page.column(self._table.columns[column].field)].value
        self._tab.sort(str(header), descending=bool(b % 2))

    def move_row(self, a: int, b: int) -> None:
        places = self.page.places()
        if places:
            self._tab.move_row(places[a % len(places)], places[b % len(places)])

    def insert_blank(self, a: int, b: int) -> None:
        self._tab.insert_rows(1 + a % max(1, len(self.page.places())), 1 + b % 2)

    def add(self, a: int, b: int) -> None:
        """A new row, somewhere or at the end."""
        end = max(self.page.places(), default=0) + 1
        place = 1 + a % end
        self._tab.insert_rows(place, 1)
        self._tab.set_at(place, self._tab.column(IDENT), f"p{next(self._numbers)}")
        for column in self._table.columns:
            if column.required or b % 3:
                cell = self.page.cell(place, column.field)
                self._set(place, column, self._typed(column, cell, b))
        self._ledger.added(PEOPLE, self._table.name, self.keys.shown(place), self.page.row(place))
        self._meant(place)

    def delete(self, a: int, b: int) -> None:
        for place in self._some(a):
            self._leave(place)
            self._tab.delete_row(place)

    def duplicate(self, a: int, b: int) -> None:
        """Copy a row as a whole and insert it elsewhere."""
        for place in self._some(a):
            line = list(self._tab.line(place))
            self._double(place)
            self._tab.insert_rows(1 + b % place, 1)
            for column, cell in enumerate(line):
                self._tab.set_at(1 + b % place, column, cell)
            self._meant(1 + b % place)

    def _double(self, place: int) -> None:
        self.doubled |= {self.keys.shown(place), self.keys.known(place)} - {None}

    def paste_over(self, a: int, b: int) -> None:
        """Copy our cells of a row over those of another one, the key left alone."""
        for source, target in zip(self._some(a), self._some(b), strict=False):
            for column in self._values:
                self._write(target, column, self.page.cell(source, column.field))

    def paste_row(self, a: int, b: int) -> None:
        """Copy a row as a whole over another one."""
        for source, target in zip(self._some(a), self._some(b), strict=False):
            if source != target:
                self._leave(target)
                for column, cell in enumerate(self._tab.line(source)):
                    self._tab.set_at(target, column, cell)
                self.keys.forget(target)
                self._double(source)
                self._meant(target)

    def move_column(self, a: int, b: int) -> None:
        header = [cell.value for cell in self._tab.read().rows[0]]
        name = header[a % len(header)]
        if name is not None and header.count(name) == 1:
            self._tab.move_column(str(name), b % len(header))

    def add_column(self, a: int, b: int) -> None:
        """A column of their own, with something in every row."""
        number, column = next(self._numbers), a % (len(self._table.columns) + 1)
        self._tab.insert_column(column, f"Extra{number}")
        for place in self.page.places():
            self._tab.set_at(place, column, f"{self.keys.name_of(place)}:{number}")

    def rename_header(self, a: int, b: int) -> None:
        column = self._table.columns[a % len(self._table.columns)]
        self._tab.set_at(0, self.page.column(column.field), column.header + RENAMED)

    def rename_back(self, a: int, b: int) -> None:
        for column in self._table.columns:
            self._tab.set_at(0, self.page.column(column.field), column.header)

    def rename_tab(self, a: int, b: int) -> None:
        self._wire.rename_tab(self._tab.title, f"{self._table.tab} {next(self._numbers)}")

    def blank_sheet(self, a: int, b: int) -> None:
        """Select all below the header and press Delete."""
        if self._undo is None and not self._is_gone:
            lines = self._tab.lines()[1:]
            self._undo = _Undo([(line, list(line)) for line in lines])
            for place, line in enumerate(lines, start=1):
                for column, cell in enumerate(line):
                    self._tab.set_at(place, column, Cell(format=cell.format))

    def delete_tab(self, a: int, b: int) -> None:
        if self._undo is None and not self._is_gone:
            self._is_gone = True
            self._wire.delete_tab(self._tab.title)

    def rekey(self, a: int, b: int) -> None:
        """Another key in a row; in a list just another value."""
        for place in self._some(a):
            if self._table.is_whole:
                self.type_value(a, b)
            else:
                self._rekey(place, Decimal(next(self._numbers)))

    def poison_key(self, a: int, b: int) -> None:
        for place in self._some(a):
            if not self._table.is_whole:
                self._rekey(place, None if b % 2 else f"about {next(self._numbers)}")

    def mend(self, a: int, b: int) -> None:
        """Put one thing right that cannot be read."""
        for mending in list(self._mendings())[:1]:
            mending()

    def mend_all(self) -> None:
        """Put everything right that the program would tell people of."""
        self.bring_back()
        if self._tab.title != self._table.tab:
            self._wire.rename_tab(self._tab.title, self._table.tab)
        self.do(Hand.rename_back, 0, 0)
        while any(True for _ in self._mendings()):
            self.do(Hand.mend, 0, 0)

    def bring_back(self) -> None:
        """Undo what was an accident."""
        before = self.page.foreign()
        if self._is_gone:
            self._wire.bring_back(self._tab)
            self._is_gone = False
        if self._undo is not None:
            self._fill(self._undo)
            self._undo = None
        self.foreign += (self.page.foreign() - before) & self._taken
        self._taken.clear()

    def adopted(self) -> Counter[tuple[CellValue, CellValue]]:
        """What stands beside our columns in rows of a program that people made theirs by typing into them."""
        lines = [line for line in self._tab.lines() if any(line is each for each in self._adopted)]
        return self.page.foreign(lines)

    @property
    def is_away(self) -> bool:
        """Whether an accident has taken all rows away and is not undone yet."""
        return self._is_gone or self._undo is not None

    @property
    def _values(self) -> list[Column]:
        return [column for column in self._table.columns if column.field not in self._table.key]

    def _some(self, a: int) -> list[int]:
        """One row of ours, none where there is none."""
        places = [place for place in self.page.places() if self.page.is_ours(place)]
        return [places[a % len(places)]] if places else []

    def _typed(self, column: Column, cell: Cell, b: int) -> Cell | CellValue:
        number = next(self._numbers)
        if isinstance(column.kind, Text):
            return Decimal(number) if b % 5 == 0 else f"n{number}"
        if isinstance(column.kind, Percent) and (cell.format is CellFormat.PERCENT or b % 7 == 0):
            return Cell(Decimal(number) / 100, CellFormat.PERCENT)
        forms: list[CellValue] = [Decimal(number), f"{number}.00"]
        if not isinstance(column.kind, Integer):
            forms += [f"${number}", f"{number},00", f"{number} USD"]
        return forms[b // 7 % len(forms)]

    def _write(self, place: int, column: Column, value: Cell | Written) -> None:
        over = self.page.meaning(place, column.field)
        self._set(place, column, value)
        now = self.page.meaning(place, column.field)
        key = self.keys.known(place)
        self._ledger.edited(PEOPLE, self._table.name, key, column.field, value=now, over=over)
        self._meant(place)

    def _set(self, place: int, column: Column, value: Cell | Written) -> None:
        line = self._tab.line(place)
        if self._wire.is_inserted(line):
            self._adopted.append(line)
            self._take_for_meant(place)
        self._tab.set_at(place, self.page.column(column.field), value)

    def _take_for_meant(self, place: int) -> None:
        """Who types into a row that a program has just put under other headers means what stands there."""
        key, table = self.keys.known(place), self._table
        new = {
            name: value
            for name, value in self.page.row(place).items()
            if not (isinstance(value, Unread) or table.by_field[name].derived)
            and value not in self._ledger.values_of(table.name, key, name)
        }
        if not table.is_whole:
            self._ledger.added(PEOPLE, table.name, key, new)
            self.keys.astray |= {key} if table.key[0] in new else set()

    def _meant(self, place: int) -> None:
        if self._table.is_whole:
            self._ledger.meant(self._table.name, [self.page.row(place)])

    def _rekey(self, place: int, value: CellValue) -> None:
        """The row leaves its key and comes under another one, or under none."""
        column = self._table.by_field[self._table.key[0]]
        shown, old = self.keys.shown(place), self.keys.known(place)
        self._set(place, column, value)
        new = self.keys.shown(place)
        if not isinstance(new, Unread):
            self.keys.forget(place)
        self._ledger.edited(PEOPLE, self._table.name, new, column.field, value=new, over=shown)
        if isinstance(new, Unread) or new == old:
            return
        if old is not None and old not in self.keys.all():
            self._ledger.deleted(PEOPLE, self._table.name, old, {column.field: old})
        self._ledger.added(PEOPLE, self._table.name, new, self.page.row(place))
        self._ledger.rekeyed(old, new)

    def _leave(self, place: int) -> None:
        """What a row held goes by intent; its key too, if no other row has it."""
        row, name = self.page.row(place), self._table.name
        key = self.keys.known(place)
        if not self._table.is_whole and self.keys.all()[key] == 1:
            self._ledger.deleted(PEOPLE, name, key, row)
        else:
            self._ledger.replaced(name, row)

    def _fill(self, undo: _Undo) -> None:
        standing = {id(line): place for place, line in enumerate(self._tab.lines())}
        for line, cells in undo.lines:
            if id(line) in standing:
                for column, cell in enumerate(cells):
                    if line[column].value is None and cell != EMPTY:
                        self._tab.set_at(standing[id(line)], column, cell)

    def _mendings(self) -> Iterator[Callable[[], None]]:
        """What is to be put right, from the bottom up."""
        seen: set[Meaning] = set()
        for place in [place for place in self.page.places() if self.page.is_ours(place)]:
            if not self._table.is_whole:
                key = self.page.key(place)
                if isinstance(key, Unread):
                    yield partial(self._name_again, place)
                    continue
                if key in seen:
                    yield partial(self._drop, place)
                    continue
                seen.add(key)
            for column in self._values:
                if isinstance(self.page.meaning(place, column.field), Unread):
                    yield partial(self._write, place, column, Decimal(next(self._numbers)))

    def _name_again(self, place: int) -> None:
        """The key that the row had, or another one."""
        known = self.keys.known(place)
        self._rekey(place, Decimal(next(self._numbers)) if known is None else Decimal(str(known)))

    def _drop(self, place: int) -> None:
        self._leave(place)
        self._tab.delete_row(place)


DEEDS: Mapping[str, tuple[Deed, int]] = {
    "type": (Hand.type_value, 12),
    "formula": (Hand.type_formula, 5),
    "poison": (Hand.poison, 3),
    "blank": (Hand.blank, 2),
    "sort": (Hand.sort, 5),
    "move_row": (Hand.move_row, 4),
    "insert_blank": (Hand.insert_blank, 2),
    "add": (Hand.add, 5),
    "delete": (Hand.delete, 4),
    "duplicate": (Hand.duplicate, 2),
    "paste_over": (Hand.paste_over, 2),
    "paste_row": (Hand.paste_row, 1),
    "move_column": (Hand.move_column, 3),
    "add_column": (Hand.add_column, 1),
    "rename_header": (Hand.rename_header, 1),
    "rename_back": (Hand.rename_back, 1),
    "rename_tab": (Hand.rename_tab, 1),
    "blank_sheet": (Hand.blank_sheet, 1),
    "delete_tab": (Hand.delete_tab, 1),
    "rekey": (Hand.rekey, 2),
    "poison_key": (Hand.poison_key, 1),
    "mend": (Hand.mend, 3),
}
