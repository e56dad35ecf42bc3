"""Passes, or what follows from them, that have failed one after the other, as the replica remembers it."""

from dataclasses import dataclass
from datetime import datetime

from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts

#: What ends it.
SETTLE = (
    "put right what the message names; the running bot tries again by itself, `sheetanchor sync` at once",
)


@dataclass(frozen=True, slots=True)
class Failing:
    """error: the last one, with its class. since: when the first came; None where nobody noted it.

    is_pass: whether passes fail, or else what follows from the rows that they took.
    """

    error: str
    since: datetime | None
    is_pass: bool

    def message(self) -> str:
        """The sentence for people."""
        since = "" if self.since is None else f" since {self.since:%Y-%m-%d %H:%M:%S %Z}".rstrip()
        reason = self.error.partition(": ")[2] or self.error
        if self.is_pass:
            return (
                f"every pass has failed{since}, the last one with: {reason.rstrip('.')}. The program goes on "
                "with what it has; what it writes waits and is sent once a pass succeeds."
            )
        return (
            f"what follows from rows of the sheet could not be computed{since}: {reason.rstrip('.')}. The "
            "rows are taken, and it is tried again with every pass."
        )


def failing(replica: Replica) -> Failing | None:
    """The failure that lasts, as last committed; that of passes where both fail."""
    for error, since, is_pass in (
        (facts.LAST_ERROR, facts.FAILING_SINCE, True),
        (facts.FOLLOW_UP_ERROR, facts.FOLLOW_UP_FAILING_SINCE, False),
    ):
        said, begun = replica.state(error), replica.state(since)
        if said is not None:
            return Failing(said, None if begun is None else datetime.fromisoformat(begun), is_pass)
    return None
