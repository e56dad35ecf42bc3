"""One round of a pass: what it found out and decided, and how it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from sheetanchor.domain.sync.debts import Debt
from sheetanchor.domain.sync.problems import Pause
from sheetanchor.services.sync.mandate import Mandate
from sheetanchor.services.sync.report import TableReport
from sheetanchor.services.sync.sent import Intent, SentTable


class End(Enum):
    """How a round ended: all done, somebody wrote meanwhile, refused, or a part has still to be sent."""

    SETTLED = "settled"
    DISTURBED = "disturbed"
    REFUSED = "refused"
    PARTIAL = "partial"


@dataclass
class Round:
    """What one round found out and decided. left_debts: those that still hold.

    is_deferred: something waits for another round: the merge of a table until rows that are there or gone by
    mistake are put right, or what refers to a row that was given another number.
    mandate: what may be done. waiting: why tables are left alone whatever they hold.
    """

    mandate: Mandate
    debts: Sequence[Debt]
    left_debts: list[Debt] = field(default_factory=list)
    reports: dict[str, TableReport] = field(default_factory=dict)
    sent: list[SentTable] = field(default_factory=list)
    intent: Intent | None = None
    is_complete: bool = True
    is_deferred: bool = False
    waiting: Mapping[str, Pause] = field(default_factory=dict)
