"""Keeps what the sheet refuses out of the batches, so that it stops nothing else: a row, a list or a debt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.sync.debts import Debt
from sheetanchor.domain.sync.errors import Act, Suspect, WriteRefusedError
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.problems import Guard, Pause
from sheetanchor.domain.sync.tab import address
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts, memory
from sheetanchor.services.sync.compose import OwingTab
from sheetanchor.services.sync.journal import list_held
from sheetanchor.services.sync.refusals import Offer, Refusal, Spot, Unit, held_by
from sheetanchor.services.sync.sent import Intent, SentDelete, SentRow, SentTable
from sheetanchor.services.sync.turns import Turns


@dataclass(frozen=True, slots=True)
class Sifted:
    """What of an offer goes with the next batch, the debts that stay behind, and how many cells are held."""

    plan: TablePlan | None
    owing: OwingTab
    left: tuple[Debt, ...]
    held: int


@dataclass(frozen=True, slots=True)
class _Accused:
    """A unit that was refused as it was read; what is read next tells whether it still stands so.

    place: the row at fault where that is not where the unit stands.
    """

    spot: Spot
    reason: str
    place: int | None
    column: int | None

    def refusal(self, unit: Unit) -> Refusal:
        return Refusal(
            unit.table, unit.key, self.spot.version, self.reason, unit.debt, self.place, self.column
        )


class Sieve:
    """Knows from round to round what is being looked for; what is certain is kept in the replica."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._turns = Turns()
        self._spots: dict[str, dict[Unit, Spot]] = {}
        self._accused: dict[Unit, _Accused] = {}
        self._tries_again = False

    def begin_pass(self, *, tries_again: bool) -> None:
        """tries_again: whether what was refused before is to be tried once more, after all else."""
        self._turns.give_up_retries()
        self._tries_again = tries_again

    @property
    def is_open(self) -> bool:
        """Whether something waits for its turn, so that the sheet has to be read again."""
        return not self._turns.are_over

    def sift(self, tx: Transaction, offer: Offer, at: datetime) -> Sifted:
        """Take out of an offer what is refused, or has to wait for its turn; list what is held back."""
        spots = self._spots[offer.table.name] = offer.spots()
        refused = self._refused(tx, offer, spots, at)
        held = _list(tx, offer, refused, spots, at)
        known = {each.unit for each in refused}
        part = offer.only(unit for unit in spots if self._turns.allows(unit, is_refused=unit in known))
        paid = set(part.owing.debts)
        left = tuple(debt for debt in offer.owing.debts if debt not in paid)
        return Sifted(part.plan, part.owing, left, held)

    def stuck_rows(self, tx: Transaction, offer: Offer, at: datetime) -> Pause | None:
        """Why no row that was taken away or put there by mistake can be put right, None where any can.

        Until then the table cannot be merged, for it would look as if somebody had done it.
        """
        rows: list[Debt] = [*offer.owing.rows, *(debt for _, debt in offer.owing.scraps)]
        stuck = [
            each
            for each in self._refused(tx, offer, offer.spots(), at)
            if (each.unit == Unit(offer.table.name) or each.debt in rows)
            and not self._turns.allows(each.unit, is_refused=True)
        ]
        if not stuck or len(stuck) < (1 if offer.table.is_whole else len(set(rows))):
            return None
        return Pause(
            offer.table.name,
            offer.owing.tab.title,
            Guard.ROW_NOT_PUT_RIGHT,
            address(rows[0].place, 0),
            "is about where a row was added or taken away while somebody else changed the tab, and the sheet "
            f"refuses to have that put right: {stuck[0].message}",
            ("lift the protection, or whatever else the sheet says is wrong",),
        )

    def was_applied(self) -> bool:
        """The batch went well, or there was none; whether nothing is left to be sent."""
        self._accused.clear()
        was_all = self._turns.was_applied()
        if not (self._turns.are_over and self._tries_again):
            return was_all
        self._tries_again = False
        self._turns.try_again([each.unit for each in memory.refusals(self._replica.state(facts.REFUSALS))])
        return was_all and self._turns.are_over

    def was_refused(self, intent: Intent, error: WriteRefusedError) -> None:
        """Nothing of the batch was applied: the next one is smaller, or the culprit is known.

        Raises the error again where the batch held nothing that could be left out.
        """
        units = [unit for sent in intent.tables for unit in self._units(sent)]
        if not units:
            raise error
        suspects: dict[Unit, Suspect] = {}
        for suspect in error.suspects:
            for unit in self._named(intent.tables[suspect.write], suspect):
                suspects.setdefault(unit, suspect)
        spots = {unit: spot for known in self._spots.values() for unit, spot in known.items()}
        culprit = self._turns.was_refused({unit: spots[unit] for unit in units}, suspects)
        self._accused.clear()
        if culprit is not None:
            self._accused[culprit] = self._accusation(intent, culprit, suspects.get(culprit), error.reason)

    def _accusation(self, intent: Intent, unit: Unit, suspect: Suspect | None, reason: str) -> _Accused:
        spot = self._spots[unit.table][unit]
        if suspect is None:
            return _Accused(spot, reason, None, None)
        is_list = unit == Unit(unit.table)
        place = _place(intent.tables[suspect.write], suspect) if is_list else None
        return _Accused(spot, reason, place, suspect.column)

    def _refused(
        self, tx: Transaction, offer: Offer, spots: Mapping[Unit, Spot], at: datetime
    ) -> list[Refusal]:
        """The refusals of a table that hold: what was refused is still to be written, as it was refused."""
        name, known = offer.table.name, memory.refusals(tx.state(facts.REFUSALS))
        fresh = [each.refusal(unit) for unit, each in self._accused.items() if spots.get(unit) == each.spot]
        again = {each.unit for each in fresh}
        ours = [each for each in known if each.table == name and each.unit not in again]
        still = [each for each in ours if _holds(each, offer, spots)]
        now = (*(each for each in known if each.table != name), *still, *fresh)
        if now != known:
            memory.keep_refusals(tx, now)
        for each in fresh:
            if each.unit not in {other.unit for other in known}:
                tx.log(SyncLogEntry(at, name, "push", "refused", rows=1, message=each.message))
        return [*still, *fresh]

    def _units(self, sent: SentTable) -> Iterator[Unit]:
        """In the order in which they are written."""
        if self._is_list(sent):
            yield Unit(sent.table)
            return
        rows: list[SentRow | SentDelete] = [*sent.updates, *sent.inserts, *sent.deletes]
        for row in rows:
            if row.key is not None:
                yield Unit(sent.table, row.key)
            yield from (Unit(sent.table, debt=debt) for debt in row.debts)

    def _named(self, sent: SentTable, suspect: Suspect) -> list[Unit]:
        """The units that may be meant; of a row that is changed and owed cells the column tells which."""
        if self._is_list(sent):
            return [Unit(sent.table)]
        row = _row(sent, suspect)
        own = [] if row.key is None else [Unit(sent.table, row.key)]
        owed = [Unit(sent.table, debt=debt) for debt in row.debts]
        if not isinstance(row, SentRow) or suspect.act is not Act.UPDATE or suspect.column is None:
            return [*own, *owed]
        if suspect.column in {sent.columns[field] for field in row.values}:
            return own
        return [unit for unit in owed if self._spots[sent.table][unit].column == suspect.column]

    def _is_list(self, sent: SentTable) -> bool:
        return Unit(sent.table) in self._spots[sent.table]


def _row(sent: SentTable, suspect: Suspect) -> SentRow | SentDelete:
    if suspect.act is Act.DELETE:
        return sent.deletes[suspect.number]
    return (sent.updates if suspect.act is Act.UPDATE else sent.inserts)[suspect.number]


def _place(sent: SentTable, suspect: Suspect) -> int:
    if suspect.act is Act.DELETE:
        return sent.write.deletes[suspect.number]
    if suspect.act is Act.INSERT:
        return sent.write.inserts[suspect.number].before
    return sent.write.updates[suspect.number].place


def _holds(refusal: Refusal, offer: Offer, spots: Mapping[Unit, Spot]) -> bool:
    """Whether it is still the same that waits; of a table that is paused only debts are known."""
    if refusal.debt is None and offer.plan is None:
        return True
    if refusal.debt in offer.owing.waiting:
        return True
    spot = spots.get(refusal.unit)
    return spot is not None and spot.version == refusal.version


def _list(
    tx: Transaction, offer: Offer, refused: list[Refusal], spots: Mapping[Unit, Spot], at: datetime
) -> int:
    """Of a table that is paused the list stays as it was, but for debts."""
    before = tx.held(offer.table.name)
    held = [cell for cell in before if not cell.is_refused] if offer.plan is None else offer.plan.held
    cells = [held_by(each, offer, spots[each.unit]) for each in refused if each.unit in spots]
    list_held(tx, offer.table.name, [*held, *cells], at)
    return len(held) + len(cells)
