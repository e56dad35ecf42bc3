"""Who works here, as far as the replica knows."""

from sheetanchor.domain.payroll.employee_settings import employee_settings_from_row
from sheetanchor.ports.reference_data import EMPLOYEE_SETTINGS
from sheetanchor.ports.replica import Replica
from sheetanchor.services.dialogue.admin.reports import Chatter, Colleague, Who
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.store import ChatStore
from sheetanchor.services.payroll.tables import SHIFTS


class Roster:
    """Reads only; as last committed."""

    def __init__(self, replica: Replica, store: ChatStore, roles: Roles) -> None:
        self._replica = replica
        self._store = store
        self._roles = roles

    def who(self) -> Who:
        """Everybody with a row, by id."""
        rows = self._replica.snapshot(EMPLOYEE_SETTINGS).values()
        settings = [employee_settings_from_row(row.values) for row in rows]
        known = {one.employee_id for one in settings}
        return Who(
            colleagues=tuple(
                Colleague(
                    settings=one,
                    name=self.name_of(one.employee_id),
                    is_admin=self._roles.is_admin(one.employee_id),
                    open_shift=self._store.open_shift(one.employee_id),
                )
                for one in settings
            ),
            other_admins=tuple(admin for admin in self._roles.admins if admin not in known),
        )

    def people(self) -> tuple[Chatter, ...]:
        """Everybody with a row or a shift, by name."""
        shifts = [row.values for row in self._replica.snapshot(SHIFTS).values()]
        employees = [row.values["employee_id"] for row in self._replica.snapshot(EMPLOYEE_SETTINGS).values()]
        names: dict[object, str] = {who: f"user_{who}" for who in employees}
        names |= {
            one["employee_id"]: str(one["employee_name"] or f"user_{one['employee_id']}") for one in shifts
        }
        names |= {one.person_id: one.name for one in self._store.people() if one.person_id in names}
        found = [Chatter(who, name) for who, name in names.items() if isinstance(who, int)]
        return tuple(sorted(found, key=lambda one: (one.name.lower(), one.person_id)))

    def name_of(self, person_id: int) -> str | None:
        """As they call themselves in the chat, else as their newest shift has it."""
        known = self._store.known(person_id)
        if known is not None:
            return known.name
        shifts = self._replica.snapshot(SHIFTS).values()
        names = [row.values["employee_name"] for row in shifts if row.values["employee_id"] == person_id]
        return next((str(name) for name in reversed(names) if name), None)
