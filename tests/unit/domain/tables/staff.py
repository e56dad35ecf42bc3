"""A table with a column of most kinds."""

from typing import Any
from zoneinfo import ZoneInfo

from sheetanchor.domain.tables.kinds import Boolean, Integer, Money, Percent, Text
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.schema import Column, Table

NEW_YORK = ZoneInfo("America/New_York")

STAFF = Table(
    name="staff",
    tab="Staff",
    key=("worker",),
    columns=(
        Column("worker", "Worker Id", Integer(), required=True),
        Column("wage", "Hourly wage", Money(), required=True),
        Column("share", "Share", Percent()),
        Column("title", "Title", Text(), required=True),
        Column("active", "Active", Boolean(), default=True),
        Column("since", "Since", DateTime(zone=NEW_YORK)),
    ),
)


def staff(**changes: Any) -> dict[str, Any]:
    return {"worker": 1001, "wage": 15, "title": "Rookie", **changes}
