"""What is done once a message has arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.services.payroll.rank_messages import MarkRankTold


@dataclass(frozen=True, slots=True)
class Errands:
    """Carries out what a letter asked for; a letter that comes twice asks twice, and nothing changes."""

    mark_rank_told: MarkRankTold

    def delivered(self, then: Sequence[Any]) -> None:
        """`then` as in Letter; raises ReplicaError where it cannot be stored."""
        match then:
            case ["rank_told", int(person_id), int(year), int(month), str(rank)]:
                self.mark_rank_told(person_id, Month(year, month), rank)
            case _:
                raise ValueError(f"{then!r} is no errand")
