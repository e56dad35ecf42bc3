"""Reference data from the replica, and from the sheet where the replica cannot tell."""

import logging
from collections.abc import Callable
from typing import TypeVar

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.ports.errors import ReplicaError, UnavailableError
from sheetanchor.ports.reference_data import ReferenceData

_LOG = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class HybridReferenceData(ReferenceData):
    """Asks `local`; asks `remote` where local fails, was never synced, or knows no such employee.

    A newcomer whose row stands in the sheet is thus found before the next pass. Where remote fails as well,
    its error is raised: an employee unknown here and unreachable there is not absent.
    """

    def __init__(self, local: ReferenceData, remote: ReferenceData) -> None:
        self._local = local
        self._remote = remote

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        """The local row, else the sheet's."""
        try:
            known = self._local.employee_settings(employee_id)
        except (ReplicaError, UnavailableError) as error:
            _warn(error)
            known = None
        return self._remote.employee_settings(employee_id) if known is None else known

    def dynamic_rates(self) -> RateTable:
        """The local list, else the sheet's."""
        return _first(self._local.dynamic_rates, self._remote.dynamic_rates)

    def ranks(self) -> RankTable:
        """The local list, else the sheet's."""
        return _first(self._local.ranks, self._remote.ranks)


def _first(local: Callable[[], _Answer], remote: Callable[[], _Answer]) -> _Answer:
    try:
        return local()
    except (ReplicaError, UnavailableError) as error:
        _warn(error)
        return remote()


def _warn(error: Exception) -> None:
    _LOG.warning("answered from the sheet, for the replica cannot: %s", error)
