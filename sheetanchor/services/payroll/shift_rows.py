"""Shifts and their terms as rows: recorded when they are made or edited, and read back with all that acts."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal

from sheetanchor.domain.errors import RemoteError, SheetContentError
from sheetanchor.domain.payroll.bonuses.active import AppliedBonus, bonuses_of_shift
from sheetanchor.domain.payroll.employee_name import employee_name
from sheetanchor.domain.payroll.pay.edits import EditedShift
from sheetanchor.domain.payroll.pay.new_shift import NewShift, PaidShift
from sheetanchor.domain.payroll.pay.percentages import PercentParts
from sheetanchor.domain.payroll.pay.recorded import RecordedPay, RecordedShift
from sheetanchor.domain.payroll.periods.recent_shifts import compare_with_recent
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms
from sheetanchor.services.payroll.bonus_rows import give_back_bonuses
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.employees import todays_terms
from sheetanchor.services.payroll.inputs_text import inputs_of, inputs_text
from sheetanchor.services.payroll.reader import PayReader
from sheetanchor.services.payroll.results import ShiftCard
from sheetanchor.services.payroll.tables import SHIFT_TERMS, SHIFTS, PayTables

_NONE_BLANK = "-"


def add_shift(book: PayBook, new: NewShift, paid: PaidShift, name: str) -> RecordedShift:
    """Record a paid shift under a new id."""
    shift_id = book.new_id(SHIFTS)
    book.write(
        SHIFTS,
        {
            "id": shift_id,
            "date": new.date,
            "employee_id": new.employee_id,
            "employee_name": employee_name(new.employee_id, name),
            "clock_in": new.clock_in,
            "clock_out": new.clock_out,
            **_product_values(book.tables, paid.sales),
            **asdict(paid.pay),
        },
    )
    shift = book.read.shift(shift_id)
    write_terms(book, shift, paid.terms)
    return RecordedShift(shift, paid.terms, paid.bonuses)


def change_shift(book: PayBook, recorded: RecordedShift, edited: EditedShift) -> RecordedShift:
    """Record an edit, with the terms and inputs that the figures follow from now.

    Figures that recorded says are typed over stay, and those of the edit wait beside them. Other inputs may
    have changed in the sheet a moment ago: those are still to be followed. Bonuses of others are given back.
    """
    shift_id = recorded.shift.id
    before = book.read.inputs(shift_id)
    give_back_bonuses(book, recorded.shift)
    book.write(
        SHIFTS,
        {
            "id": shift_id,
            "clock_in": edited.clock_in,
            "clock_out": edited.clock_out,
            **_product_values(book.tables, edited.sales),
            **asdict(edited.pay),
        },
        typed=recorded.shift.pinned,
    )
    now = replace(book.read.shift(shift_id), sales=edited.sales)
    followed = inputs_of(now)
    if before is not None and edited.follows is not None:
        followed = replace(before, **{name: getattr(now, name) for name in edited.follows})
    write_terms(book, followed, edited.terms)
    if followed != inputs_of(now):
        book.follow_up()
    return replace(recorded, shift=now, terms=edited.terms)


def write_terms(book: PayBook, inputs: Shift, terms: ShiftTerms) -> None:
    """Keep what a shift was paid by, and the inputs that its figures follow from."""
    note_inputs(book, inputs, **asdict(terms))


def note_inputs(book: PayBook, inputs: Shift, **terms: Decimal | None) -> None:
    """Keep the inputs alone, of a shift that another program paid; terms: what it was paid by, if known."""
    blank = " ".join(sorted(book.read.blank_cells(inputs.id))) or _NONE_BLANK
    text = inputs_text(inputs)
    book.write(SHIFT_TERMS, {"shift_id": inputs.id, **terms, "computed_from": text, "blank": blank})


def recorded_shift(read: PayReader, shift: Shift, terms: ShiftTerms) -> RecordedShift:
    """A shift with the terms it was paid by and the bonuses that act on it."""
    return RecordedShift(shift, terms, _bonuses(read, shift))


def card_of(read: PayReader, shift_id: int) -> ShiftCard:
    """The shift as it stands; raises ShiftNotFoundError."""
    shift = read.shift(shift_id)
    bonuses = _bonuses(read, shift)
    own = read.shifts(shift.employee_id)
    recent = compare_with_recent(own, shift.employee_id, shift.date, shift.total_sales, shift.id)
    return ShiftCard(shift, _parts(read, shift, bonuses), bonuses, recent)


def _bonuses(read: PayReader, shift: Shift) -> tuple[AppliedBonus, ...]:
    return bonuses_of_shift(read.bonuses_of(shift.id), shift.id, shift.employee_id)


def _parts(read: PayReader, shift: Shift, bonuses: tuple[AppliedBonus, ...]) -> PercentParts | None:
    terms = read.terms(shift) or _todays_terms(read, shift)
    if terms is None or (shift.percent is None and terms.dynamic_percent is None):
        return None
    return RecordedPay(RecordedShift(shift, terms, bonuses), read.policy).parts


def _todays_terms(read: PayReader, shift: Shift) -> ShiftTerms | None:
    """For display alone: settings that cannot be read now tell as little as none."""
    try:
        today = read.employee_settings(shift.employee_id)
    except (SheetContentError, RemoteError):
        return None
    return None if today is None else todays_terms(today)


def _product_values(tables: PayTables, sales: Mapping[str, Decimal]) -> dict[str, object]:
    """By field. A product that has no column any more keeps its amount beside the terms."""
    fields = tables.products
    return {fields[product]: sold for product, sold in sales.items() if product in fields}
