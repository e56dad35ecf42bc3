"""What people do to the tab of work: its inputs, and the derived pay that they type over."""

from collections.abc import Mapping

from sheetanchor.domain.tables.schema import Column
from tests.property.sync.people import Deed, Hand


class WorkHand(Hand):
    """Leaves alone what the program alone may write."""

    def pin(self, a: int, b: int) -> None:
        """Type over what the program computes."""
        for place in self._some(a):
            column = self._table.by_field["pay"]
            self._write(place, column, self._typed(column, self.page.cell(place, "pay"), b))

    def unpin(self, a: int, b: int) -> None:
        """Clear it, so that it is computed again."""
        for place in self._some(a):
            self._write(place, self._table.by_field["pay"], None)

    @property
    def _values(self) -> list[Column]:
        return [self._table.by_field["hours"], self._table.by_field["hourly"]]


def _pin(hand: Hand, a: int, b: int) -> None:
    assert isinstance(hand, WorkHand)
    hand.pin(a, b)


def _unpin(hand: Hand, a: int, b: int) -> None:
    assert isinstance(hand, WorkHand)
    hand.unpin(a, b)


WORK_DEEDS: Mapping[str, tuple[Deed, int]] = {
    "work: type": (Hand.type_value, 6),
    "work: poison": (Hand.poison, 2),
    "work: pin": (_pin, 3),
    "work: unpin": (_unpin, 2),
    "work: sort": (Hand.sort, 2),
    "work: move_row": (Hand.move_row, 2),
    "work: insert_blank": (Hand.insert_blank, 1),
    "work: delete": (Hand.delete, 1),
    "work: move_column": (Hand.move_column, 1),
    "work: rename_header": (Hand.rename_header, 1),
    "work: mend": (Hand.mend, 1),
}
