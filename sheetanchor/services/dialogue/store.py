"""What the chat remembers, in the local tables of the replica."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sheetanchor.domain.tables.rows import Source, SyncStatus, written_locally
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Values
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.dialogue.look import OpenShift
from sheetanchor.services.dialogue.state import Dialogue, dialogue_from_text, dialogue_text

INBOX, DIALOGUES, OUTBOX = "chat_inbox", "chat_dialogues", "chat_outbox"
PEOPLE, OPEN_SHIFTS = "chat_people", "open_shifts"
_HIGHEST = "highest_id:chat_outbox"

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that Telegram has not taken yet; body: as the renderer made it, and what to do with it."""

    id: int
    person_id: int
    body: Body
    attempts: int
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came; at: when it was stored."""

    update_id: int
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A dialogue as it was remembered. message_id: of the message with its buttons."""

    dialogue: Dialogue
    message_id: int | None = None
    has_expired: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who wrote before. asked_at: when they asked to join, None once that was decided."""

    person_id: int
    name: str
    asked_at: datetime | None


class ChatBook:
    """The chat's tables inside one transaction."""

    def __init__(self, tx: Transaction, tables: Mapping[str, Table], at: datetime) -> None:
        self._tx = tx
        self._tables = tables
        self.at = at

    def write(self, table: str, values: Mapping[str, object]) -> None:
        """Insert or change a row; nobody has to learn of it."""
        declared = self._tables[table]
        key = declared.key_of(declared.accept_key(values))
        row = written_locally(declared, self._tx.row(table, key), values, self.at)
        self._tx.put(table, replace(row, status=SyncStatus.SYNCED))

    def delete(self, table: str, key: int) -> None:
        """Delete a row, where there is one."""
        self._tx.delete(table, (key,), at=self.at, source=Source.LOCAL)

    def take(self, table: str, key: str) -> bool:
        """Delete a row; whether there was one."""
        is_there = self._tx.row(table, (key,)) is not None
        self._tx.delete(table, (key,), at=self.at, source=Source.LOCAL)
        return is_there

    def row(self, table: str, key: int) -> Values | None:
        """The values of a row, None where there is none."""
        row = self._tx.row(table, (key,))
        return None if row is None else row.values

    def rows(self, table: str) -> Sequence[Values]:
        """All rows, in the order of their keys."""
        return [row.values for row in self._tx.rows(table).values()]

    def send(self, person_id: int, body: Body) -> None:
        """Put a message at the end of the outbox."""
        number = int(self._tx.state(_HIGHEST) or 0) + 1
        self._tx.set_state(_HIGHEST, str(number))
        text = json.dumps(body, ensure_ascii=False)
        self.write(OUTBOX, {"id": number, "person_id": person_id, "body": text, "not_before": self.at})

    def remember(self, person_id: int, kept: Kept, until: datetime) -> None:
        """Where a person is, and below which message."""
        values = {"state": dialogue_text(kept.dialogue), "message_id": kept.message_id, "expires_at": until}
        self.write(DIALOGUES, {"person_id": person_id, **values})

    def shown(self, person_id: int, mark: int, message_id: int) -> None:
        """A screen stands in a message now; one that has passed meanwhile is not remembered."""
        place = _place(person_id, mark)
        if self.state(place) is not None:
            self.set_state(place, str(message_id))
            return
        row = self.row(DIALOGUES, person_id)
        if row is not None and dialogue_from_text(str(row["state"])).mark == mark:
            self.write(DIALOGUES, {"person_id": person_id, "message_id": message_id})

    def expect_place(self, person_id: int, mark: int) -> None:
        """Remember in which message a letter with this mark will stand, no screen's, until `forget_place`."""
        self.set_state(_place(person_id, mark), "")

    def place(self, person_id: int, mark: int) -> int | None:
        """The message of such a letter, None while it has not arrived."""
        known = self.state(_place(person_id, mark))
        return int(known) if known else None

    def forget_place(self, person_id: int, mark: int) -> None:
        """Nobody will change that letter any more."""
        self.set_state(_place(person_id, mark), None)

    def done(self, update_id: int) -> None:
        """The effect of an update stands; what it said need not be kept."""
        self.write(INBOX, {"update_id": update_id, "done": True, "body": None})

    def state(self, name: str) -> str | None:
        """A fact that is remembered beside the tables."""
        return self._tx.state(name)

    def set_state(self, name: str, value: str | None) -> None:
        """Remember or forget a fact."""
        self._tx.set_state(name, value)


class ChatStore:
    """Reads as last committed; what is written, is written in a transaction."""

    def __init__(self, replica: Replica, tables: Sequence[Table], clock: Clock) -> None:
        self._replica = replica
        self._tables = {table.name: table for table in tables}
        self._clock = clock

    @contextmanager
    def writing(self) -> Iterator[ChatBook]:
        """One transaction; all of it or nothing."""
        with self._replica.transaction() as tx:
            yield self.within(tx)

    def within(self, tx: Transaction) -> ChatBook:
        """In a transaction that is open already."""
        return ChatBook(tx, self._tables, self._clock.now())

    def receive(self, updates: Sequence[tuple[int, str]]) -> list[Received]:
        """Store updates and give back those that are new, in their order; others came before."""
        new = []
        with self.writing() as book:
            for update_id, body in updates:
                if book.row(INBOX, update_id) is None:
                    book.write(INBOX, {"update_id": update_id, "body": body, "received_at": book.at})
                    new.append(Received(update_id, body, book.at.replace(microsecond=0)))
        return new

    def not_done(self) -> list[Received]:
        """Updates whose effect is still to come, in their order: those that a crash left."""
        rows = [row.values for row in self._replica.snapshot(INBOX).values()]
        return [
            Received(_int(row, "update_id"), str(row["body"]), _moment(row, "received_at"))
            for row in rows
            if not row["done"]
        ]

    def forget(self, age: timedelta) -> None:
        """Drop updates that were done so long ago, which nobody delivers again."""
        with self.writing() as book:
            for row in book.rows(INBOX):
                if row["done"] and _moment(row, "received_at") < book.at - age:
                    book.delete(INBOX, _int(row, "update_id"))

    def dialogue(self, person_id: int, now: datetime) -> Kept:
        """Where a person is; one that has expired, or that nobody can read, is over."""
        row = self._replica.snapshot(DIALOGUES).get((person_id,))
        if row is None:
            return Kept(Dialogue())
        number = row.values["message_id"]
        message_id = number if isinstance(number, int) else None
        try:
            dialogue = dialogue_from_text(str(row.values["state"]))
        except ValueError:
            return Kept(Dialogue(), message_id, has_expired=True)
        if _moment(row.values, "expires_at") <= now:
            over = Dialogue(flow=dialogue.flow, mark=dialogue.mark)
            return Kept(over, message_id, has_expired=bool(dialogue.history))
        return Kept(dialogue, message_id)

    def outbox(self) -> list[Waiting]:
        """All messages that are still to be sent, in their order."""
        return [_waiting(row.values) for row in self._replica.snapshot(OUTBOX).values()]

    def next_to_send(self, besides: Collection[int]) -> list[Waiting]:
        """Each person's oldest message, behind which the others wait; none of those in `besides`."""
        first: dict[object, Values] = {}
        for row in self._replica.snapshot(OUTBOX).values():
            first.setdefault(row.values["person_id"], row.values)
        return [_waiting(values) for person_id, values in first.items() if person_id not in besides]

    def open_shift(self, employee_id: int) -> OpenShift | None:
        """The person's shift that is not finished."""
        row = self._replica.snapshot(OPEN_SHIFTS).get((employee_id,))
        if row is None:
            return None
        end = row.values["clock_out"]
        return OpenShift(_moment(row.values, "clock_in"), end if isinstance(end, datetime) else None)

    def known(self, person_id: int) -> Known | None:
        """Somebody who wrote before."""
        row = self._replica.snapshot(PEOPLE).get((person_id,))
        return None if row is None else _known(row.values)

    def people(self) -> list[Known]:
        """Everybody who ever wrote."""
        return [_known(row.values) for row in self._replica.snapshot(PEOPLE).values()]

    def state(self, name: str) -> str | None:
        """A fact that is remembered beside the tables."""
        return self._replica.state(name)

    def rows(self, table: str) -> list[Values]:
        """The rows of one of the chat's tables."""
        return [row.values for row in self._replica.snapshot(table).values()]


def _waiting(values: Values) -> Waiting:
    return Waiting(
        id=_int(values, "id"),
        person_id=_int(values, "person_id"),
        body=json.loads(str(values["body"])),
        attempts=_int(values, "attempts"),
        not_before=_moment(values, "not_before"),
    )


def _place(person_id: int, mark: int) -> str:
    return f"chat:place:{person_id}:{mark}"


def _known(values: Values) -> Known:
    asked = values["asked_at"]
    return Known(
        _int(values, "person_id"), str(values["name"]), asked if isinstance(asked, datetime) else None
    )


def _int(values: Values, field: str) -> int:
    value = values[field]
    if not isinstance(value, int):
        raise TypeError(f"{field} is {value!r}, not a number")
    return value


def _moment(values: Values, field: str) -> datetime:
    value = values[field]
    if not isinstance(value, datetime):
        raise TypeError(f"{field} is {value!r}, not a moment")
    return value
