"""Whether the replica answers and can be written, watched without it: what is told is not kept there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sheetanchor.domain.errors import SheetContentError
from sheetanchor.ports.errors import ReplicaError, UnavailableError
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.services.dialogue.admin.reports import ReplicaFails, ReplicaWorks
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.store import ChatStore

#: One look may find the store busy.
_LOOKS = 2
_NOBODY = 0


@dataclass(frozen=True, slots=True)
class Urgent:
    """To be sent at once and past the outbox. told: to be called once it was."""

    admin: int
    about: object
    told: Callable[[], None]


@dataclass
class ReplicaHealth:
    """local: what is asked before the sheet is. Each admin hears once when it fails, and once when it works.

    A program that starts anew tells again, for it remembers nothing.
    """

    local: ReferenceData
    store: ChatStore
    roles: Roles
    _failures: int = 0
    _told: set[int] = field(default_factory=set)

    def look(self) -> list[Urgent]:
        """Try it; what is to be told."""
        fault = self._fault()
        self._failures = 0 if fault is None else self._failures + 1
        if fault is None:
            return [Urgent(one, ReplicaWorks(), self._over(one)) for one in sorted(self._told)]
        if self._failures < _LOOKS:
            return []
        waiting = [admin for admin in self.roles.admins if admin not in self._told]
        return [Urgent(one, ReplicaFails(fault), self._begun(one)) for one in waiting]

    def _fault(self) -> ReplicaError | None:
        """Read what HybridReferenceData reads, then write a transaction with nothing in it."""
        try:
            self._read()
            with self.store.writing():
                return None
        except ReplicaError as error:
            return error

    def _read(self) -> None:
        reads: tuple[Callable[[], object], ...] = (
            lambda: self.local.employee_settings(_NOBODY),
            self.local.dynamic_rates,
            self.local.ranks,
        )
        for read in reads:
            try:
                read()
            except (UnavailableError, SheetContentError):
                # Never synchronised yet, or a cell that people have to mend: the store itself is well.
                continue

    def _begun(self, admin: int) -> Callable[[], None]:
        return lambda: self._told.add(admin)

    def _over(self, admin: int) -> Callable[[], None]:
        return lambda: self._told.discard(admin)
