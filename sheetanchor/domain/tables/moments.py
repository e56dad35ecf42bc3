"""Column kinds for dates and date-times: wall-clock text or a date cell, in the column's time zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.values import Value

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers count wall-clock days
_LAST_DAY = datetime(9999, 12, 31)  # noqa: DTZ001 - the last one that a date cell shows
_LAST_SERIAL = Decimal(2_958_465)
_SECONDS = Decimal(86_400)
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4})(?P<sep>[/-])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    r"(?:[ T](?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
)
#: Formats that are forms of design section 8 themselves.
_FORMS = frozenset({"%Y/%m/%d %H:%M:%S", "%Y/%m/%d"})
_OUT_OF_RANGE = "its date is out of range"


@dataclass(frozen=True, slots=True)
class DateTime:
    """An aware instant. Cells hold wall-clock time of `zone`, as text in `format` or as a date cell.

    format: as strftime, read beside the forms of design section 8. Without a zone of its own a column takes
    the one that the settings name. A wall time that the clocks skip is refused; of one that they show twice,
    the first is meant.
    """

    format: str = "%Y/%m/%d %H:%M:%S"
    zone: tzinfo | None = None

    @property
    def name(self) -> str:
        """The kind's word."""
        return "datetime"

    def read(self, cell: Cell) -> Value:
        """The instant; raises CellRefusedError for anything but the forms of design section 8."""
        return self._at_zone(_wall_clock(cell, self.format))

    def accept(self, value: object) -> Value:
        """An aware datetime, to the second, in the column's zone."""
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise CellRefusedError(f"{value!r} is no aware datetime")
        try:
            moment = value.astimezone(UTC).astimezone(self._zone()).replace(microsecond=0)
        except OverflowError as error:
            raise CellRefusedError(_OUT_OF_RANGE) from error
        _in_range(moment.replace(tzinfo=None))
        return moment

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """Text in the column's format, or a serial number where the cell shows dates."""
        wall = _datetime(value).astimezone(self._zone()).replace(tzinfo=None)
        return _serial(wall) if into is CellFormat.DATE else wall.strftime(self.format)

    def dump(self, value: Value) -> str:
        """ISO 8601 with its offset, so that the hour that occurs twice stays apart."""
        return _datetime(value).isoformat()

    def load(self, text: str) -> Value:
        """The instant, in the column's zone."""
        return datetime.fromisoformat(text).astimezone(self._zone())

    def _zone(self) -> tzinfo:
        if self.zone is None:
            raise TypeError("a DateTime column is used before its table was bound to a time zone")
        return self.zone

    def _at_zone(self, wall: datetime) -> datetime:
        zone = self._zone()
        moment = wall.replace(tzinfo=zone)
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
            raise CellRefusedError("the clocks skip this time of day")
        return moment


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day, as text in `format` (strftime), in a form of design section 8, or as a date cell."""

    format: str = "%Y/%m/%d"

    @property
    def name(self) -> str:
        """The kind's word."""
        return "date"

    def read(self, cell: Cell) -> Value:
        """The day; a time of day other than midnight is refused."""
        wall = _wall_clock(cell, self.format)
        if wall.time() != datetime.min.time():
            raise CellRefusedError("it has a time of day, a date was expected")
        return wall.date()

    def accept(self, value: object) -> Value:
        """A date that is no datetime."""
        if not isinstance(value, date) or isinstance(value, datetime):
            raise CellRefusedError(f"{value!r} is no date")
        _in_range(_midnight(value))
        return value

    def write(self, value: Value, into: CellFormat) -> CellValue:
        """Text in the column's format, or a serial number where the cell shows dates."""
        day = _date(value)
        if into is CellFormat.DATE:
            return _serial(_midnight(day))
        return day.strftime(self.format)

    def dump(self, value: Value) -> str:
        """ISO 8601."""
        return _date(value).isoformat()

    def load(self, text: str) -> Value:
        """The day."""
        return date.fromisoformat(text)


def _wall_clock(cell: Cell, fmt: str) -> datetime:
    if cell.error is not None:
        raise CellRefusedError(f"the sheet shows the error {cell.error}")
    if isinstance(cell.value, str):
        return _in_range(_from_own_text(cell.value.strip(), fmt))
    if isinstance(cell.value, Decimal) and cell.format is CellFormat.DATE:
        return _from_serial(cell.value)
    raise CellRefusedError("a date was expected, as YYYY/MM/DD HH:MM:SS or as a date cell")


def _from_own_text(text: str, fmt: str) -> datetime:
    """In the column's own format if it is written exactly so: what we wrote is read as we meant it."""
    if fmt not in _FORMS:
        try:
            wall = datetime.strptime(text, fmt)  # noqa: DTZ007 - wall-clock time
        except ValueError:
            return _from_text(text)
        if wall.strftime(fmt) == text:
            return wall.replace(tzinfo=None)
    return _from_text(text)


def _from_text(text: str) -> datetime:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise CellRefusedError("a date was expected as YYYY/MM/DD HH:MM:SS")
    parts = ("year", "month", "day", "hour", "minute", "second")
    try:
        return datetime(*(int(match[part] or 0) for part in parts))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError as error:
        raise CellRefusedError(f"there is no such date ({error})") from error


def _from_serial(serial: Decimal) -> datetime:
    if not 0 <= serial <= _LAST_SERIAL:
        raise CellRefusedError(_OUT_OF_RANGE)
    return _DAY_ZERO + timedelta(seconds=round(serial * _SECONDS))


def _in_range(wall: datetime) -> datetime:
    if not _DAY_ZERO <= wall <= _LAST_DAY:
        raise CellRefusedError(_OUT_OF_RANGE)
    return wall


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall-clock day


def _serial(wall: datetime) -> Decimal:
    elapsed = wall - _DAY_ZERO
    return elapsed.days + Decimal(elapsed.seconds) / _SECONDS


def _datetime(value: Value) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is no datetime")
    return value


def _date(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date")
    return value
