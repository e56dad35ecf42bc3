"""Settings for somebody who has none."""

from sheetanchor.domain.payroll.employee_name import employee_name
from sheetanchor.services.payroll.employees import Employees, Found
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.work import PayWork

_FOUND = Operation("ensure_settings", Found)


class EnsureSettings:
    """A newcomer gets a row with the configured defaults, and the admins are told."""

    def __init__(self, work: PayWork, employees: Employees) -> None:
        self._work = work
        self._employees = employees

    def __call__(self, employee_id: int, name: str = "") -> Found:
        """The employee's settings, and whether they were made just now (Rule 1).

        Raises RowHeldError for a row that cannot be read, and RemoteError where nobody can tell whether there
        is one; then nothing was made.
        """
        outside = self._employees.ask_outside(employee_id)
        called = employee_name(employee_id, name)
        return self._work.do(
            _FOUND, None, lambda book: self._employees.settings(book, employee_id, called, outside)
        )
