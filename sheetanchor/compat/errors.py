"""Our errors as an existing bot expects them: what was a ValueError still is one.

RemoteError and OperatorError pass as they are. An error of ours that is raised here keeps its branch, its
sentence and, as __cause__, the one that it stands for.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.tables.schema import ValueRefusedError


class BadInputError(InputError, ValueError):
    """What the caller gave cannot be taken as it stands; nothing was changed."""


class UnreadableSheetError(SheetContentError, ValueError):
    """What stands in the sheet cannot be read without guessing; nothing was changed."""


class NotYetInSheetError(RemoteError):
    """The change is saved here and goes to the sheet by itself: do not repeat it."""


@contextmanager
def as_value_errors() -> Iterator[None]:
    """Raise InputError and SheetContentError, and values that no column takes, as ValueErrors."""
    try:
        yield
    except ValueError:
        raise
    except SheetContentError as error:
        raise UnreadableSheetError(str(error)) from error
    except (InputError, ValueRefusedError) as error:
        raise BadInputError(str(error)) from error
