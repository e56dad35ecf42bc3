"""What a cell means once its column's kind has read it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

#: A canonical value: 15, 15.0 and "15.00" of one column are the same one. None is a blank cell.
Value = int | Decimal | str | bool | datetime | date | None

#: The values of one row by field.
Values = Mapping[str, Value]

#: The key of a row: the values of its table's key columns, or its 0-based place where a table has none.
Key = tuple[Value, ...]
