"""Where a person is in a dialogue, and what was said so far."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import TypeAdapter


class Step(StrEnum):
    """What is shown or asked. The menu is no step: it is where no dialogue is."""

    CLOCK_IN = "clock_in"
    DROP = "drop"
    DATE_IN = "date_in"
    TIME_IN = "time_in"
    TIME_OUT = "time_out"
    PRODUCT = "product"
    AMOUNT = "amount"
    ADD_OR_FINISH = "add_or_finish"
    EDIT_PICK = "edit_pick"
    EDIT_FIELD = "edit_field"
    EDIT_DATE_IN = "edit_date_in"
    EDIT_TIME_IN = "edit_time_in"
    EDIT_TIME_OUT = "edit_time_out"
    EDIT_PRODUCT = "edit_product"
    EDIT_AMOUNT = "edit_amount"
    STATISTICS = "statistics"
    RANKS = "ranks"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the person has said so far; clocks are wall-clock times of the configured zone.

    afternoon: which page of hours is shown; page: which one of products. opened, closed: the instants of the
    open shift that is being finished, which its clocks alone do not tell in the night when they go back.
    shift_id and recorded_on: of the shift that is edited, and the day of its Date.
    """

    day: date | None = None
    afternoon: bool = False
    clock_in: datetime | None = None
    clock_out: datetime | None = None
    opened: datetime | None = None
    closed: datetime | None = None
    product: str = ""
    page: int = 0
    sales: tuple[tuple[str, Decimal], ...] = ()
    shift_id: int | None = None
    recorded_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether the open shift is being finished."""
        return self.opened is not None

    def with_amount(self, amount: Decimal) -> "Draft":
        """The chosen product sold for so much; said again it replaces what was said before."""
        others = tuple(sold for sold in self.sales if sold[0] != self.product)
        return replace(self, sales=(*others, (self.product, amount)))


@dataclass(frozen=True, slots=True)
class Place:
    """A step with the draft as it was there, so that going back undoes."""

    step: Step
    draft: Draft = Draft()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A person's dialogue. history: the steps visited, the present one last; empty is the menu.

    flow: the update that began it, by which a repeated request is known. mark: the update that led to the
    screen as it is now, which its buttons carry: those of any other screen are old.
    """

    flow: int = 0
    mark: int = 0
    history: tuple[Place, ...] = ()

    @property
    def place(self) -> Place | None:
        """The present step, None in the menu."""
        return self.history[-1] if self.history else None

    def at(self, step: Step, draft: Draft | None = None) -> "Dialogue":
        """One step further."""
        return replace(self, history=(*self.history, Place(step, draft or self._draft)))

    def here(self, draft: Draft) -> "Dialogue":
        """The same step with another draft."""
        return replace(self, history=(*self.history[:-1], Place(self.history[-1].step, draft)))

    def back(self) -> "Dialogue":
        """One step back, in the end to the menu."""
        return replace(self, history=self.history[:-1])

    def ended(self) -> "Dialogue":
        """In the menu."""
        return replace(self, history=())

    @property
    def _draft(self) -> Draft:
        return self.history[-1].draft if self.history else Draft()


_TEXT: TypeAdapter[Dialogue] = TypeAdapter(Dialogue)


def dialogue_text(dialogue: Dialogue) -> str:
    """As JSON, amounts exact."""
    return _TEXT.dump_json(dialogue).decode()


def dialogue_from_text(text: str) -> Dialogue:
    """What `dialogue_text` was given; raises ValueError for what an older program wrote."""
    return _TEXT.validate_json(text)
