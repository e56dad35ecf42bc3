"""A chat without Telegram: the real engine, renderer and store, and a person who reads and taps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from typing import Any

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.reference_data import ReplicaReferenceData
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.rendering import TelegramRenderer
from sheetanchor.plugins import chat
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.dialogue.desk import ClosedDesk
from sheetanchor.services.dialogue.doing import Doing, PayUseCases
from sheetanchor.services.dialogue.engine import Desk, Engine
from sheetanchor.services.dialogue.errands import Errands
from sheetanchor.services.dialogue.events import Arrived, Command, Event, Person, Typed
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.looking import Readers
from sheetanchor.services.dialogue.roles import Registration, Roles
from sheetanchor.services.dialogue.store import OUTBOX, ChatStore, Waiting
from tests.unit.services.dialogue.taken import require_taken
from tests.unit.services.payroll.world import ANN, BOB, FIXED, PRODUCTS, PayWorld, pay_tables

__all__ = ["ANN", "BOB"]

ADMIN = BOB
NAMES = {ANN: ("Ann", "ann"), BOB: ("Bob", "bob")}


@dataclass
class Shown:
    """A message as the person sees it; data by label."""

    number: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)


class ChatWorld:
    """Ann and Bob at the usual pay; Bob is the admin. Now is 1 November 2025, 17:05."""

    def __init__(
        self,
        *,
        products: Sequence[str] = PRODUCTS,
        registration: Registration = Registration.ASK,
        reference: ReferenceData | None = None,
        replica: Replica | None = None,
        zone: tzinfo = FIXED,
    ) -> None:
        chat_tables = tuple(table.in_zone(zone) for table in chat.sheetanchor_tables())
        self.tables = (*pay_tables(products, zone), *chat_tables)
        self.replica = replica or MemoryReplica(self.tables)
        self.pay = PayWorld(self.replica, products=products, zone=zone)
        self.clock = self.pay.clock
        self.store = ChatStore(self.replica, self.tables, self.clock)
        self.reference = reference or ReplicaReferenceData(self.replica)
        self.roles = Roles(self.reference, (ADMIN,), registration, self.clock)
        self.data = CallbackData("123:secret")
        self.renderer = TelegramRenderer(self.data)
        self.products = tuple(products)
        self.engine = self.new_engine(ClosedDesk())
        self.chats: dict[int, dict[int, Shown]] = {}
        self.refusing = False
        self._updates = 1000
        self._messages = 0

    def new_engine(self, desk: Desk) -> Engine:
        pay = self.pay
        use_cases = PayUseCases(pay.create_shift, pay.edit_clocks, pay.edit_product)
        readers = Readers(self.reference, pay.last_shifts, pay.statistics, self.store, self.products)
        return Engine(
            store=self.store,
            readers=readers,
            roles=self.roles,
            doing=Doing(use_cases, self.roles),
            join=pay.ensure_settings,
            renderer=self.renderer,
            letters=Letters(self.renderer, timedelta(hours=24)),
            desk=desk,
            lifetime=timedelta(hours=24),
        )

    def say(self, text: str, who: int = ANN) -> str:
        """Type something; gives what is said on top of the chat."""
        if text.startswith("/"):
            word, _, argument = text[1:].partition(" ")
            return self.handle(Command(word, argument), who)
        return self.handle(Typed(text), who)

    def tap(self, label: str, who: int = ANN) -> str:
        """Tap the newest button of that label."""
        return self.handle(self.button(label, who), who)

    def button(self, label: str, who: int = ANN) -> Event:
        """What a tap on the newest button of that label sends."""
        for message in reversed(self.messages(who)):
            if label in message.buttons:
                return self.opened(message.buttons[label], message.number, who)
        raise AssertionError(f"no button {label!r} under {self.screen(who)}")

    def opened(self, data: str, message_id: int, who: int = ANN) -> Event:
        return self.data.open(data, who, message_id, self.clock.now())

    def arrived(self, event: Event, who: int = ANN) -> Arrived:
        """An update that has just been stored."""
        self._updates += 1
        self.store.receive([(self._updates, "{}")])
        first_name, name = NAMES.get(who, (f"New{who}", ""))
        return Arrived(self._updates, Person(who, first_name, name), event, self.clock.now())

    def handle(self, event: Event, who: int = ANN) -> str:
        said = self.engine.handle(self.arrived(event, who))
        self.deliver()
        return said

    def deliver(self) -> None:
        """All that waits arrives, unless Telegram refuses it."""
        for waiting in [] if self.refusing else self.store.outbox():
            self._deliver(waiting)

    def _deliver(self, waiting: Waiting) -> None:
        require_taken(waiting.body)
        number: int | None = None
        body, messages = waiting.body, self.chats.setdefault(waiting.person_id, {})
        if "delete" in body:
            messages.pop(body["delete"], None)
        elif "strip" in body:
            messages[body["strip"]].buttons = {}
        else:
            number = body.get("edit") or self._new_message()
            messages[number] = Shown(number, body["text"], _data_by_label(body))
        if body.get("then"):
            Errands(self.pay.mark_told).delivered(body["then"])
        with self.store.writing() as book:
            book.delete(OUTBOX, waiting.id)
            if body.get("mark") is not None and number is not None:
                book.shown(waiting.person_id, body["mark"], number)

    def _new_message(self) -> int:
        self._messages += 1
        return self._messages

    def messages(self, who: int = ANN) -> list[Shown]:
        return list(self.chats.get(who, {}).values())

    def screen(self, who: int = ANN) -> Shown:
        """The newest message."""
        return self.messages(who)[-1]

    def text(self, who: int = ANN) -> str:
        return self.screen(who).text

    def walk(self, *steps: str, who: int = ANN) -> str:
        """Tap labels, and type what begins with `!`; gives the text shown in the end."""
        for step in steps:
            if step.startswith("!"):
                self.say(step[1:], who)
            else:
                self.tap(step, who)
        return self.text(who)

    def to_summary(self, *sold: str) -> str:
        """From /start to the question whether that is all; sold: 500 of Model A unless told."""
        self.say("/start")
        self.walk("Start a shift", "Enter hours by hand", "Today", "9 AM", "PM", "5 PM")
        return self.walk(*(sold or ("Model A", "!500")))

    def shifts(self) -> list[Any]:
        return [row.values for row in self.replica.snapshot("shifts").values()]


def _data_by_label(body: Any) -> dict[str, str]:
    return {label: data for row in body.get("buttons", []) for label, data in row}
