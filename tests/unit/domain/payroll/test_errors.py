from datetime import UTC, datetime, timedelta

import pytest

from sheetanchor.domain.errors import InputError, SheetanchorError, SheetContentError
from sheetanchor.domain.payroll import errors

MOMENT = datetime(2025, 11, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "branch", "parts"),
    [
        (
            errors.UnreadableValueError("min_amount", "x", "a number"),
            SheetContentError,
            ("min_amount", "'x'"),
        ),
        (errors.BadBonusCodeError("flat_x"), SheetContentError, ("'flat_x'", "Ranks tab")),
        (errors.EmptyRankTableError(), SheetContentError, ("Ranks tab", "no rank was changed")),
        (errors.UnknownRankError("Whale"), SheetContentError, ("'Whale'", "Ranks tab")),
        (errors.UnrecordedBonusMoneyError(7), SheetContentError, ("bonus 7", "left as it was")),
        (errors.NotAnAmountError("x"), InputError, ("'x'", "two decimals")),
        (errors.AmbiguousAmountError("1,234"), InputError, ("'1,234'", "thousands comma")),
        (errors.AmountRefusedError("sales", -1), InputError, ("sales", "-1", "nothing was changed")),
        (errors.UnknownProductError("D", ("A", "B")), InputError, ("'D'", "A, B")),
        (errors.ZoneError(MOMENT, "wall-clock time"), InputError, ("2025-11-01", "wall-clock time")),
        (errors.PercentMissingError(5), SheetContentError, ("shift 5", "fill in its %")),
        (errors.ClockMissingError(5), InputError, ("shift 5",)),
        (errors.ClockOrderError(MOMENT, MOMENT), InputError, ("is not after",)),
        (
            errors.ShiftTooLongError(timedelta(hours=32), timedelta(hours=24)),
            InputError,
            ("32.00 hours", "24 hours"),
        ),
        (errors.ClockOutInFutureError(MOMENT, MOMENT), InputError, ("after now",)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_error_says_who_can_act_and_names_what_is_wrong(
    error: SheetanchorError, branch: type[SheetanchorError], parts: tuple[str, ...]
) -> None:
    assert isinstance(error, branch)
    for part in parts:
        assert part in str(error)
