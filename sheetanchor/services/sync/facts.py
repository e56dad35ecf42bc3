"""The names of the facts that the engine remembers in the replica between passes."""

#: The file version read before the last complete fetch. Absent where the next pass has to read the sheet
#: whatever its version: after a push, after a local deletion, where something was seen once that has to be
#: seen twice.
SHEET_VERSION = "sheet_version"
LAST_RUN_AT = "last_run_at"
LAST_FETCH_AT = "last_fetch_at"
LAST_ERROR = "last_error"


def sheet_id(table: str) -> str:
    """The id of the tab that a table is bound to."""
    return f"sheet_id:{table}"


def agreed_at(table: str) -> str:
    """When both sides of a table were last brought together; absent where never."""
    return f"agreed_at:{table}"
