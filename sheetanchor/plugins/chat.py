"""What the chat must not forget: updates, dialogues, messages to send, people, shifts that are still open.

All in the replica alone.
"""

from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import Boolean, Column, DateTime, Integer, Strategy, Table, Text, hookimpl

_NUMBER = Integer(minimum=Decimal(0))
_JSON = Text(max_length=1_000_000)

#: Every update before its offset moves. done: its effect stands, in the same transaction.
INBOX = Table(
    name="chat_inbox",
    tab="",
    strategy=Strategy.LOCAL,
    keeps_history=False,
    key=("update_id",),
    columns=(
        Column("update_id", "Update", _NUMBER, required=True),
        Column("body", "Body", _JSON),
        Column("received_at", "Received at", DateTime(), required=True),
        Column("done", "Done", Boolean(), default=False),
    ),
)

#: Where each person is in a dialogue. message_id: of the message that shows its buttons.
DIALOGUES = Table(
    name="chat_dialogues",
    tab="",
    strategy=Strategy.LOCAL,
    keeps_history=False,
    key=("person_id",),
    columns=(
        Column("person_id", "Person", _NUMBER, required=True),
        Column("state", "State", _JSON, required=True),
        Column("message_id", "Message", _NUMBER),
        Column("expires_at", "Expires at", DateTime(), required=True),
    ),
)

#: Messages that Telegram has not taken yet. not_before: a refused one waits until then.
OUTBOX = Table(
    name="chat_outbox",
    tab="",
    strategy=Strategy.LOCAL,
    keeps_history=False,
    key=("id",),
    columns=(
        Column("id", "ID", _NUMBER, required=True),
        Column("person_id", "Person", _NUMBER, required=True),
        Column("body", "Body", _JSON, required=True),
        Column("attempts", "Attempts", _NUMBER, default=0),
        Column("not_before", "Not before", DateTime(), required=True),
    ),
)

#: Everybody who ever wrote. asked_at: when they asked to join, blank once an admin decided.
PEOPLE = Table(
    name="chat_people",
    tab="",
    strategy=Strategy.LOCAL,
    keeps_history=False,
    key=("person_id",),
    columns=(
        Column("person_id", "Person", _NUMBER, required=True),
        Column("name", "Name", Text(), required=True),
        Column("asked_at", "Asked at", DateTime()),
    ),
)

#: Who is at work. A shift becomes a row of Shifts once it is finished, never before.
OPEN_SHIFTS = Table(
    name="open_shifts",
    tab="",
    strategy=Strategy.LOCAL,
    key=("employee_id",),
    columns=(
        Column("employee_id", "EmployeeId", _NUMBER, required=True),
        Column("clock_in", "Clock in", DateTime(), required=True),
        Column("clock_out", "Clock out", DateTime()),
        Column("reminded_at", "Reminded at", DateTime()),
        Column("reported_at", "Reported at", DateTime()),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """Five tables, in the replica alone."""
    return (INBOX, DIALOGUES, OUTBOX, PEOPLE, OPEN_SHIFTS)
