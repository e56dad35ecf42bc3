"""Ids in the form of Google's: random, or the same in every run."""

import random
import string

_FILE_ID_LENGTH = 44
_FILE_ID_LETTERS = string.ascii_letters + string.digits + "-_"
_SMALLEST, _LARGEST = 100_000_000, 2**31 - 1


class Ids:
    """Makes ids of each kind; with `deterministic` the n-th id is the same in every world."""

    def __init__(self, *, deterministic: bool = False) -> None:
        self._random = random.Random(1) if deterministic else random.SystemRandom()  # noqa: S311  # ids, no secrets

    def file_id(self) -> str:
        """44 characters that begin with 1."""
        return "1" + "".join(self._random.choices(_FILE_ID_LETTERS, k=_FILE_ID_LENGTH - 1))

    def number(self) -> int:
        """A positive int32, as sheets, named ranges and protected ranges have."""
        return self._random.randint(_SMALLEST, _LARGEST)

    def token(self) -> str:
        """An access token or any other long opaque word."""
        return "".join(self._random.choices(_FILE_ID_LETTERS, k=64))
