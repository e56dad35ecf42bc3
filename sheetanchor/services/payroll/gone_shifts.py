"""Shifts that were deleted in the sheet, and what we kept beside them."""

from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.ports.notifier import BonusesOfGoneShift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.tables import SHIFT_TERMS


def forget_gone_shifts(book: PayBook, at_most: int) -> list[Shift]:
    """Drop their terms, of so many; gives the inputs that those went with, where they are known.

    Bonuses that acted on them stay used up (Rule 2.3), for whoever brings a row back brings their money back
    with it. The admins are told.
    """
    gone = []
    for shift_id in book.read.gone_shifts()[:at_most]:
        inputs = book.read.inputs(shift_id)
        bonuses = tuple(bonus.id for bonus in book.read.bonuses_of(shift_id) if bonus.is_spent)
        book.delete(SHIFT_TERMS, (shift_id,))
        if inputs is not None:
            gone.append(inputs)
        if bonuses:
            book.notices.append(BonusesOfGoneShift(shift_id, bonuses))
    return gone
