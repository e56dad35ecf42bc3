"""Faults that a person switches on and off: while one is on, no call to Google gets through."""

from dataclasses import dataclass, field

from sheetanchor.sandbox.faults.plan import Fault, Faults, Kind

_GOOGLE = ("spreadsheets.", "drive.")


@dataclass
class Switch:
    """One kind of trouble; `name` is also the end of its button's testid."""

    name: str
    label: str
    hint: str
    kind: Kind
    status: int = 503
    calls: tuple[str, ...] = _GOOGLE
    faults: list[Fault] = field(default_factory=list)

    def is_on(self, faults: Faults) -> bool:
        """Whether calls still meet it; somebody else may have cleared all faults."""
        return any(fault in faults.pending for fault in self.faults)

    def flip(self, faults: Faults) -> None:
        """On or off."""
        if self.is_on(faults):
            faults.pending = [fault for fault in faults.pending if fault not in self.faults]
            self.faults = []
        else:
            self.faults = [
                faults.add(Fault(self.kind, call, times=None, status=self.status)) for call in self.calls
            ]

    @property
    def met(self) -> int:
        """How many calls met it since it was switched on."""
        return sum(fault.met for fault in self.faults)


def switches() -> list[Switch]:
    """The ones on the page."""
    return [
        Switch("429", "429", "Google answers: too many requests", "status", 429),
        Switch("503", "503", "Google answers: unavailable", "status", 503),
        Switch("timeout", "Timeout", "Google never answers", "timeout"),
        Switch("offline", "Offline", "No connection to Google", "reset", calls=(*_GOOGLE, "token")),
    ]
