"""What the last probe of a real spreadsheet found, kept until a later one finds otherwise."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sheetanchor.ports.clock import Clock
from sheetanchor.ports.probe import Assumption
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts

_LOG = logging.getLogger(__name__)

#: What ends it, and what to do until then.
SETTLE = (
    "`sheetanchor doctor --probe` tries it again; once it holds this goes by itself",
    "until then let one program alone write, and type into the tabs while the bot has nothing to send",
    "what is missed afterwards is in File > Version history of the spreadsheet",
)


@dataclass(frozen=True, slots=True)
class WeakerPromise:
    """Something that the program rests on and that did not hold. promise: what can be lost meanwhile.

    at: when it was tried.
    """

    at: datetime
    what: str
    promise: str

    def message(self) -> str:
        """The sentence for people."""
        return (
            f"Google does not keep to something that this program rests on (tried {self.at:%Y-%m-%d %H:%M}): "
            f"{self.what}. While that is so, {self.promise}."
        )


class ProbeFindings:
    """Reads as last committed; keeps what a probe found in a transaction of its own."""

    def __init__(self, replica: Replica, clock: Clock) -> None:
        self._replica = replica
        self._clock = clock

    def keep(self, tried: Sequence[Assumption]) -> None:
        """All that one probe tried, in the place of what the one before found.

        The log gets a line for each that does not hold, else one.
        """
        at = self._clock.now()
        weak = [one for one in tried if not one.holds]
        held = SyncLogEntry(at, None, "probe", "ok", message=f"all {len(tried)} assumptions hold")
        lines = [_line(WeakerPromise(at, one.what, one.promise)) for one in weak] or [held]
        with self._replica.transaction() as tx:
            tx.set_state(facts.PROBED, json.dumps({"at": at.isoformat(), "tried": list(map(asdict, tried))}))
            for line in lines:
                tx.log(line)


def weaker_promises(replica: Replica) -> tuple[WeakerPromise, ...]:
    """What did not hold when it was tried last; empty where all did, or where nothing was ever tried."""
    text = replica.state(facts.PROBED)
    if text is None:
        return ()
    found = json.loads(text)
    at = datetime.fromisoformat(found["at"])
    return tuple(WeakerPromise(at, one["what"], one["promise"]) for one in found["tried"] if not one["holds"])


class PromiseWarnings:
    """Called, it warns of what weakens: when a process sees it first, and when it is another."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._warned: tuple[WeakerPromise, ...] = ()

    def __call__(self) -> None:
        """Costs one look into the replica."""
        weaker = weaker_promises(self._replica)
        for one in weaker:
            if one not in self._warned:
                _LOG.warning("%s %s", one.message(), f"To do: {'; '.join(SETTLE)}.")
        if self._warned and not weaker:
            _LOG.info("all that the program rests on holds again")
        self._warned = weaker


def _line(weaker: WeakerPromise) -> SyncLogEntry:
    return SyncLogEntry(weaker.at, None, "probe", "weak", message=weaker.message())
