"""Every kind with the values that programs may give it, and what a cell makes of what is written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.kinds import Boolean, DecimalNumber, Integer, Kind, Money, Percent, Text
from sheetanchor.domain.tables.moments import Date, DateTime

#: The machine is shared, so no example is judged by its time.
checked = settings(deadline=None, max_examples=200)

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")


def numbers(places: int = 6) -> SearchStrategy[Decimal]:
    """Numbers of at most fifteen digits, which a double keeps exactly."""
    return st.decimals(Decimal(-10) ** 8, Decimal(10) ** 8, places=places)


def moments() -> SearchStrategy[datetime]:
    """Any second of the calendar, and often one of the nights when New York's clocks change."""
    anywhen = st.datetimes(datetime(1900, 1, 2), datetime(9999, 12, 29))  # noqa: DTZ001 - bounds
    march, november = datetime(2025, 3, 9, 5, tzinfo=UTC), datetime(2025, 11, 2, 4, tzinfo=UTC)
    near = st.sampled_from((march.timestamp(), november.timestamp()))
    nights = st.tuples(near, st.integers(0, 4 * 3600)).map(
        lambda pair: datetime.fromtimestamp(pair[0] + pair[1], UTC)
    )
    return anywhen.map(lambda moment: moment.replace(tzinfo=UTC, microsecond=0)) | nights


def texts() -> SearchStrategy[str]:
    letters = st.characters(codec="utf-8") | st.sampled_from("🔥🧑‍🚀💪=+-'\u00a0")
    return st.text(letters, max_size=20).map(str.strip).filter(bool)


def days() -> SearchStrategy[date]:
    return st.dates(date(1899, 12, 30), date(9999, 12, 31))


VALUES: list[tuple[Kind, SearchStrategy[object]]] = [
    (Money(), numbers(2)),
    (DecimalNumber(), numbers()),
    (Percent(), numbers(4)),
    (Integer(), st.integers(-(2**53), 2**53)),
    (Text(), texts()),
    (Boolean(), st.booleans()),
    (Boolean(written_as=("true", "false")), st.booleans()),
    (Boolean(written_as=("Oui", "Non")), st.booleans()),
    (DateTime(zone=NEW_YORK), moments()),
    (DateTime(zone=BERLIN), moments()),
    (DateTime(zone=APIA), moments()),
    (DateTime("%d.%m.%Y %H:%M:%S", NEW_YORK), moments()),
    (Date(), days()),
    (Date("%d %m %Y"), days()),
]


def kinds_with_values() -> SearchStrategy[tuple[Kind, object]]:
    return st.sampled_from(VALUES).flatmap(lambda pair: st.tuples(st.just(pair[0]), pair[1]))


def formats(kind: Kind) -> SearchStrategy[CellFormat]:
    """What a cell of a column may show: a number is never kept in a cell that shows dates."""
    if isinstance(kind, DateTime | Date):
        return st.sampled_from((CellFormat.PLAIN, CellFormat.DATE, CellFormat.PERCENT))
    if isinstance(kind, Text | Boolean):
        return st.sampled_from(CellFormat)
    if isinstance(kind, Integer):
        return st.just(CellFormat.PLAIN)
    return st.sampled_from((CellFormat.PLAIN, CellFormat.PERCENT))


def held(value: CellValue, fmt: CellFormat) -> Cell:
    """The cell after the value was written: a number has become a double and comes as its shortest text."""
    return Cell(Decimal(repr(float(value))) if isinstance(value, Decimal) else value, fmt)
