"""Names that were never used before."""

from uuid import uuid4


def new_token() -> str:
    """32 hexadecimal digits at random."""
    return uuid4().hex
