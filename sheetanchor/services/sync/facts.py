"""The names of the facts that the engine remembers in the replica between passes."""

#: The file version read before the last complete fetch. Absent where the next pass has to read the sheet
#: whatever its version: after a push, after a local deletion, where something has to be seen twice.
SHEET_VERSION = "sheet_version"
LAST_RUN_AT = "last_run_at"
LAST_FETCH_AT = "last_fetch_at"
LAST_ERROR = "last_error"

#: When the first pass failed of those that failed one after the other; absent where the last one did not.
FAILING_SINCE = "failing_since"

#: The batch whose outcome is not known yet.
INTENT = "intent"

#: What batches overwrote unseen and is owed back to people.
DEBTS = "debts"

#: A digest of what waits to be sent and could not go when the sheet was read last; absent where all could.
STUCK = "stuck"

#: Rows and debts that the sheet refuses, those that were tried last at the end.
REFUSALS = "refusals"

#: When a workbook of another program was taken over last: by the first read of its rows, or by an import.
TAKEN_OVER_AT = "taken_over_at"

#: Rows, or what is held back, changed since everything that follows from them was done last.
FOLLOW_UP_DUE = "follow_up_due"

#: Why that could not be done the last time it was tried.
FOLLOW_UP_ERROR = "follow_up_error"

#: Since when.
FOLLOW_UP_FAILING_SINCE = "follow_up_failing_since"

#: What the last probe tried and found.
PROBED = "probed"

#: Notices to the admins that are committed and not told yet.
UNTOLD_NOTICES = "untold_notices"

#: Months of employees whose ranks are still to be reviewed, once all that they follow from is computed.
MONTHS_TO_REVIEW = "months_to_review"

#: The faulty bonus codes of Ranks that the admins were told of.
TOLD_CODES = "told_codes"

#: The id of the spreadsheet that the replica is synced with.
SPREADSHEET = "spreadsheet"

#: Counts what passes wrote here, so that one worker notices another one.
TURN = "turn"

#: The highest fence ever seen.
FENCE = "fence"

#: The highest fence that was ever read or set up; FENCE may be of a batch that never arrived.
FENCE_SEEN = "fence_seen"

#: Its token.
FENCE_MARK = "fence_mark"

#: The highest fence that was read and that another program had set up.
OTHERS_FENCE = "others_fence"

#: That neither a fence nor a trace of the last one was found, and nobody has looked yet what that means.
TRACELESS = "traceless"

#: The highest fence seen when an old version of the spreadsheet was noticed last.
RESTORED_BELOW = "restored_below"


def budget(kind: str) -> str:
    """When calls of a kind were made in the last minute."""
    return f"budget:{kind}"


#: The number of the last conflict that plugins were told of.
CONFLICTS_TOLD = "conflicts_told"

#: Changes of rows before this instant are forgotten; absent where none ever were.
HISTORY_BEGINS = "history_begins"

#: When what is too old was last forgotten.
HISTORY_TIDIED_AT = "history_tidied_at"


def sheet_id(table: str) -> str:
    """The id of the tab that a table is bound to."""
    return f"sheet_id:{table}"


def tab_title(table: str) -> str:
    """What the tab of a table is called now; absent where that is what its declaration says."""
    return f"tab_title:{table}"


def namesake(table: str) -> str:
    """That another tab has the title of the declaration: the table that it is of, blank where of none."""
    return f"namesake:{table}"


def places(table: str) -> str:
    """Where the rows and columns of a list stood when its tab was read last."""
    return f"places:{table}"


def agreed_at(table: str) -> str:
    """When both sides of a table were last brought together; absent where never."""
    return f"agreed_at:{table}"


def merged_fence(table: str) -> str:
    """The highest fence under which both sides of a table were brought together."""
    return f"merged_fence:{table}"


def paused_at(table: str) -> str:
    """The cell or range because of which a table is paused."""
    return f"paused_at:{table}"


def pause_ends(table: str) -> str:
    """What ends the pause of a table, one way a line."""
    return f"pause_ends:{table}"


def numbers_seen(table: str) -> str:
    """The highest number of a numbered table that the fence said, or that we had it say."""
    return f"numbers_seen:{table}"


def resync(table: str) -> str:
    """Since when the base of a table is being rebuilt; absent where it is not."""
    return f"resync:{table}"


def agreed_derived(table: str) -> str:
    """What both sides agreed on in derived cells before the base was forgotten; absent where it is not."""
    return f"agreed_derived:{table}"


def old_version(table: str) -> str:
    """That a table waits because an old version of the spreadsheet was restored."""
    return f"old_version:{table}"
