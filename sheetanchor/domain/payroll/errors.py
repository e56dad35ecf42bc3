"""What payroll refuses, by who can act on it; the data stands in attributes, the sentence in str()."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetanchor.domain.errors import InputError, SheetContentError


@dataclass(eq=False)
class UnreadableValueError(SheetContentError):
    """A field of a row is missing, of the wrong type or outside its range (Rule 1)."""

    field: str
    value: object
    expected: str

    def __str__(self) -> str:
        return f"{self.field} is {self.value!r}, not {self.expected}; the row is not used until it is mended"


@dataclass(eq=False)
class BadBonusCodeError(SheetContentError):
    """A bonus cell of the Ranks tab holds none of the known codes (Rule 2.4)."""

    code: str

    def __str__(self) -> str:
        return f"{self.code!r} is no bonus code; it is never drawn until it is mended in the Ranks tab"


@dataclass(eq=False)
class EmptyRankTableError(SheetContentError):
    """A rank was asked for while the Ranks tab holds none (Rule 2.6)."""

    def __str__(self) -> str:
        return "the Ranks tab holds no rank, so none can be determined; no rank was changed"


@dataclass(eq=False)
class UnknownRankError(SheetContentError):
    """A rank name stands in no row of the Ranks tab (Rule 2.6)."""

    name: str

    def __str__(self) -> str:
        return f"{self.name!r} is no rank of the Ranks tab; no rank is changed until a row has that name"


@dataclass(eq=False)
class PercentMissingError(SheetContentError):
    """A shift that another program paid has no %, and none can be derived (Rule 2.3)."""

    shift_id: int

    def __str__(self) -> str:
        return (
            f"shift {self.shift_id} has no %, so its commission cannot be told; fill in its % in the Shifts "
            "tab. The shift is left as it was."
        )


@dataclass(eq=False)
class UnrecordedBonusMoneyError(SheetContentError):
    """A shift's figures leave no room for a money bonus whose amount was never recorded (Rule 2.3)."""

    bonus_id: int

    def __str__(self) -> str:
        return (
            f"the money that bonus {self.bonus_id} paid is not recorded and cannot be told from the shift's "
            "Total made; the shift is left as it was until Total made is mended"
        )


@dataclass(eq=False)
class NotAnAmountError(InputError):
    """Typed text is no amount of money (Rule 3.1)."""

    text: str

    def __str__(self) -> str:
        return f"{self.text!r} is no amount: digits, at most two decimals, greater than zero"


@dataclass(eq=False)
class AmbiguousAmountError(NotAnAmountError):
    """Typed text means one amount with a decimal comma and another with a thousands comma (Rule 3.1)."""

    def __str__(self) -> str:
        return f"{self.text!r} can be read two ways: type it without the thousands comma"


@dataclass(eq=False)
class AmountRefusedError(InputError):
    """An amount that reached the rules is negative, not finite or absurdly large (Rule 2.1)."""

    name: str
    amount: object

    def __str__(self) -> str:
        return f"{self.name} is {self.amount}, which cannot be paid or stored; nothing was changed"


@dataclass(eq=False)
class UnknownProductError(InputError):
    """An amount was given for a product that is not configured (Rule 2.1)."""

    product: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.product!r} is no configured product; known are {', '.join(self.known)}"


@dataclass(eq=False)
class ZoneError(InputError):
    """A date-time carries no zone where an instant is due, or one where wall-clock time is (Rule 2.2)."""

    moment: datetime
    expected: str

    def __str__(self) -> str:
        return f"{self.moment} is not {self.expected}"


@dataclass(eq=False)
class ClockMissingError(InputError):
    """A shift has no Clock in or no Clock out, so its hours cannot be told (Rule 2.2)."""

    shift_id: int

    def __str__(self) -> str:
        return f"shift {self.shift_id} has no Clock in or no Clock out; fill it in first"


@dataclass(eq=False)
class ClockOrderError(InputError):
    """A shift ends no later than it starts (Rule 2.2)."""

    clock_in: datetime
    clock_out: datetime

    def __str__(self) -> str:
        return f"Clock out {self.clock_out} is not after Clock in {self.clock_in}"


@dataclass(eq=False)
class ShiftTooLongError(InputError):
    """A shift lasts longer than a shift may (Rule 2.2)."""

    length: timedelta
    limit: timedelta

    def __str__(self) -> str:
        hours = f"{self.length / timedelta(hours=1):.2f}"
        return f"a shift of {hours} hours is longer than {self.limit / timedelta(hours=1):.0f} hours"


@dataclass(eq=False)
class ClockOutInFutureError(InputError):
    """A shift ends later than now, beyond the tolerance (Rule 2.2)."""

    clock_out: datetime
    now: datetime

    def __str__(self) -> str:
        return f"Clock out {self.clock_out} lies after now, {self.now}"
