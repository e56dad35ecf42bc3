"""The open intent and the debts, as the replica keeps them."""

from collections.abc import Sequence

from sheetanchor.domain.sync.debts import Debt
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.memory_text import (
    dump_debts,
    dump_intent,
    dump_refusals,
    load_debts,
    load_intent,
    load_refusals,
)
from sheetanchor.services.sync.refusals import Refusal
from sheetanchor.services.sync.sent import Intent


def intent(text: str | None) -> Intent | None:
    """The batch left open, None where there is none."""
    return None if text is None else load_intent(text)


def keep_intent(tx: Transaction, batch: Intent) -> None:
    """Before it is sent."""
    tx.set_state(facts.INTENT, dump_intent(batch))


def is_open(tx: Transaction, batch: Intent) -> bool:
    """Whether the outcome of this very batch is not known yet; another worker may have found it out."""
    known = intent(tx.state(facts.INTENT))
    return known is not None and known.step == batch.step


def forget_intent(tx: Transaction, batch: Intent) -> None:
    """Once its outcome is known; the batch of another worker is left alone."""
    if is_open(tx, batch):
        tx.set_state(facts.INTENT, None)


def take_turn(tx: Transaction) -> None:
    """Let other workers of this replica know that what they have read is out of date."""
    tx.set_state(facts.TURN, str(int(tx.state(facts.TURN) or 0) + 1))


def debts(text: str | None) -> tuple[Debt, ...]:
    """What is owed to people."""
    return () if text is None else load_debts(text)


def refusals(text: str | None) -> tuple[Refusal, ...]:
    """Rows that the sheet refuses."""
    return () if text is None else load_refusals(text)


def keep_refusals(tx: Transaction, refused: Sequence[Refusal]) -> None:
    """Replace what was refused."""
    tx.set_state(facts.REFUSALS, dump_refusals(refused) if refused else None)


def keep_debts(tx: Transaction, owed: Sequence[Debt]) -> None:
    """Replace what was owed."""
    tx.set_state(facts.DEBTS, dump_debts(owed) if owed else None)


def exchange_debts(tx: Transaction, batch: Intent, owed: Sequence[Debt]) -> None:
    """A batch was applied: the debts that it paid go, those that it made come."""
    paid = {debt for table in batch.tables for debt in table.debts}
    left = [debt for debt in debts(tx.state(facts.DEBTS)) if debt not in paid]
    keep_debts(tx, [*left, *owed])
