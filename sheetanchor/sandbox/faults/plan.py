"""Which requests meet which fault."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal, get_args

from sheetanchor.sandbox.faults.bodies import statuses_of
from sheetanchor.sandbox.faults.latency import Latency

Kind = Literal[
    "status",
    "reset",
    "timeout",
    "truncate",
    "short",
    "html",
    "duplicate",
    "late",
    "latency",
    "before",
    "after",
]
OUTCOMES = frozenset({"status", "reset", "timeout", "truncate", "short", "html", "duplicate", "late"})
_ALWAYS_APPLIED = frozenset({"truncate", "short", "duplicate"})


@dataclass
class Fault:
    """What happens to the next `times` requests (None: to all) whose call begins with `call`.

    `call` is a name such as `spreadsheets.values.get`, `drive.files.get`, `token`, `telegram.sendMessage`,
    or a beginning of one; `skip` lets that many through first; `probability` decides for each of the rest.
    `applied` says whether the request is carried out before the client is failed.
    `cut` is the part of a truncated body that is sent; with `honest` its length is announced as it is, so
    that only the JSON is broken, else the connection breaks as well.
    `sheet`, `rows` and `cells` say of which tab's grid data how much is sent; see `shorten`.
    `retry_after` is a header in seconds, which Google never sends but proxies do.
    """

    kind: Kind
    call: str = ""
    times: int | None = 1
    skip: int = 0
    probability: float = 1.0
    status: int = 503
    applied: bool = False
    cut: float = 0.5
    honest: bool = False
    sheet: str = ""
    rows: int | None = None
    cells: int | None = None
    retry_after: int | None = None
    latency: Latency | None = None
    action: Callable[[], object] | None = None
    met: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"{self.kind!r} is no kind of fault; there are {', '.join(get_args(Kind))}")
        known = statuses_of(self.call)
        if self.kind == "status" and self.status not in known:
            raise ValueError(f"{self.status} is no status of a fault; there are {sorted(known)}")

    @property
    def spent(self) -> bool:
        """Whether it has happened as often as it was to."""
        return self.times is not None and self.met >= self.times

    @property
    def carried_out(self) -> bool:
        """Whether the world changes although the client is not told."""
        return self.applied or self.kind in _ALWAYS_APPLIED


@dataclass
class Plan:
    """All that a single request meets; of several outcomes the fault added first is the one."""

    seconds: float = 0.0
    before: list[Callable[[], object]] = field(default_factory=list)
    after: list[Callable[[], object]] = field(default_factory=list)
    outcome: Fault | None = None


class Faults:
    """The faults to come, in the order they were added; their dice fall the same in every run."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311  # dice, no secrets
        self._lock = Lock()
        self.pending: list[Fault] = []
        self.late: list[Callable[[], object]] = []

    def add(self, fault: Fault) -> Fault:
        """Let it happen from now on; its `met` counts how often it has."""
        with self._lock:
            self.pending.append(fault)
        return fault

    def clear(self) -> None:
        """Let nothing more go wrong; late requests that have not arrived are lost."""
        with self._lock:
            self.pending.clear()
            self.late.clear()

    def fail(
        self,
        status: int,
        call: str = "",
        *,
        times: int | None = 1,
        applied: bool = False,
        retry_after: int | None = None,
    ) -> Fault:
        """Answer with an error of Google's: 401, 403, 429, 500, 502, 503, 504."""
        return self.add(Fault("status", call, times, status=status, applied=applied, retry_after=retry_after))

    def reset(self, call: str = "", *, times: int | None = 1, applied: bool = False) -> Fault:
        """Cut the connection instead of answering."""
        return self.add(Fault("reset", call, times, applied=applied))

    def time_out(self, call: str = "", *, times: int | None = 1, applied: bool = False) -> Fault:
        """Say nothing until the client gives up."""
        return self.add(Fault("timeout", call, times, applied=applied))

    def truncate(
        self, call: str = "", *, times: int | None = 1, cut: float = 0.5, honest: bool = False
    ) -> Fault:
        """Carry out the request and send a part of the answer."""
        return self.add(Fault("truncate", call, times, cut=cut, honest=honest))

    def shorten(
        self,
        call: str,
        sheet: str,
        *,
        rows: int | None = None,
        cells: int | None = None,
        times: int | None = 1,
    ) -> Fault:
        """Leave out grid data of a tab, in JSON that is whole: all of it, or what follows some `rows`.

        Of the last of these only some `cells` are sent, where that is given.
        """
        return self.add(Fault("short", call, times, sheet=sheet, rows=rows, cells=cells))

    def html(
        self, call: str = "", *, status: int = 502, times: int | None = 1, applied: bool = False
    ) -> Fault:
        """Answer with a page instead of JSON, as a proxy does."""
        return self.add(Fault("html", call, times, status=status, applied=applied))

    def duplicate(self, call: str = "", *, times: int | None = 1) -> Fault:
        """Carry out the request twice; the client sees the first answer."""
        return self.add(Fault("duplicate", call, times))

    def delay_delivery(self, call: str = "", *, times: int | None = 1) -> Fault:
        """Cut the connection at once; the request itself arrives when `deliver_late` is called."""
        return self.add(Fault("late", call, times))

    def deliver_late(self) -> int:
        """Let the late requests arrive, in order, their answers unread; gives how many there were."""
        arriving, self.late = self.late, []
        for deliver in arriving:
            deliver()
        return len(arriving)

    def slow(self, latency: Latency, call: str = "", *, times: int | None = None) -> Fault:
        """Take time before the request is looked at."""
        return self.add(Fault("latency", call, times, latency=latency))

    def before(
        self, call: str, action: Callable[[], object], *, times: int | None = 1, skip: int = 0
    ) -> Fault:
        """Run `action` just before such a request is carried out: an edit ahead of a write."""
        return self.add(Fault("before", call, times, skip, action=action))

    def after(
        self, call: str, action: Callable[[], object], *, times: int | None = 1, skip: int = 0
    ) -> Fault:
        """Run `action` once such a request is carried out, before its answer is sent."""
        return self.add(Fault("after", call, times, skip, action=action))

    def plan(self, call: str) -> Plan:
        """What a request of that call meets; counts as having happened."""
        plan = Plan()
        with self._lock:
            for fault in self.pending:
                if call.startswith(fault.call) and not (fault.kind in OUTCOMES and plan.outcome):
                    self._meet(fault, plan)
            self.pending = [fault for fault in self.pending if not fault.spent]
        return plan

    def _meet(self, fault: Fault, plan: Plan) -> None:
        if fault.skip:
            fault.skip -= 1
            return
        if fault.probability < 1 and self._random.random() >= fault.probability:
            return
        fault.met += 1
        if fault.kind in OUTCOMES:
            plan.outcome = fault
        elif fault.latency is not None:
            plan.seconds += fault.latency.draw(self._random)
        elif fault.action is not None:
            (plan.before if fault.kind == "before" else plan.after).append(fault.action)
