"""All that the Telegram side of the sandbox holds, and what people do in it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import RLock

from sheetanchor.sandbox.ids import Ids
from sheetanchor.sandbox.telegram.bell import Bell
from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.chats import Chat
from sheetanchor.sandbox.telegram.errors import PersonError, real_token_refused, unauthorized
from sheetanchor.sandbox.telegram.feed import Subscriber, TelegramChange
from sheetanchor.sandbox.telegram.people import DEMO_PEOPLE, Person
from sheetanchor.sandbox.telegram.person_side import Conversation
from sheetanchor.sandbox.telegram.rate_limits import RateLimits
from sheetanchor.sandbox.telegram.shown import ShownChat, ShownMessage, shown_chat, shown_message
from sheetanchor.sandbox.telegram.tokens import DEMO_BOT_TOKEN, is_well_formed, looks_real
from sheetanchor.sandbox.telegram.update_queue import UpdateQueue
from sheetanchor.sandbox.telegram.webhooks.addresses import PublicAddresses

__all__ = ["DEMO_BOT", "DEMO_BOT_TOKEN", "TelegramState"]

DEMO_BOT = "sheetanchor_demo_bot"
_QUERY_LIFETIME = timedelta(seconds=15)
_REDELIVERY_WAIT = 1.0


class TelegramState:
    """Safe to use from any thread; who reads or changes its parts by hand holds `lock`.

    `bots` holds them by token; everywhere else `bot` is a username, and people are known by their id.
    `query_lifetime` is how long after a press the bot may answer it; `redelivery_wait` grows into the seconds
    between deliveries to a webhook that takes none. What could not be done in the app either raises
    PersonError.
    """

    def __init__(self, clock: Callable[[], datetime], ids: Ids) -> None:
        self.lock = RLock()
        self.bell = Bell(self.lock)
        self.clock = clock
        self.rate_limits = RateLimits()
        self.query_lifetime = _QUERY_LIFETIME
        self.redelivery_wait = _REDELIVERY_WAIT
        self.addresses = PublicAddresses()
        self.people: dict[int, Person] = {person.person_id: person for person in DEMO_PEOPLE}
        self.bots: dict[str, Bot] = {}
        self._ids = ids
        self._conversations: dict[tuple[str, int], Conversation] = {}
        self.add_bot(DEMO_BOT_TOKEN, "Sheetanchor demo", DEMO_BOT)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have `callback` called with every change, under the lock and in the thread that made it.

        It hands the news on and returns; the returned function ends that.
        """
        return self.bell.subscribe(callback)

    def add_bot(self, token: str, first_name: str, username: str) -> Bot:
        """Take a made-up token from now on. Raises PersonError for one that looks real, and keeps nothing."""
        if looks_real(token):
            raise PersonError(real_token_refused().description)
        if not is_well_formed(token):
            raise PersonError("a token is a number, a colon and a secret of letters, digits, - and _")
        with self.lock:
            if any(bot.username == username for known, bot in self.bots.items() if known != token):
                raise PersonError(f"there is a bot {username} already")
            queue = UpdateQueue(self._ids.number())
            self.bots[token] = Bot(int(token.partition(":")[0]), first_name, username, queue)
            self.bell.ring(TelegramChange("bot", username))
            return self.bots[token]

    def bot_of(self, token: str) -> Bot:
        """Raises BotApiError, 401, for a token that is not registered."""
        with self.lock:
            if token in self.bots:
                return self.bots[token]
        raise real_token_refused() if looks_real(token) else unauthorized()

    def add_person(
        self,
        person_id: int,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
    ) -> Person:
        """Somebody who may write to bots; the same id again renames them."""
        if person_id <= 0 or not first_name:
            raise PersonError("a person has a positive id and a first name")
        with self.lock:
            person = Person(person_id, first_name, last_name, username, language_code)
            self.people[person_id] = person
            for bot in self.bots.values():
                if person_id in bot.chats:
                    bot.chats[person_id].person = person
            self.bell.ring(TelegramChange("person", person_id=person_id))
            return person

    def conversation(self, person_id: int, *, bot: str = DEMO_BOT) -> Conversation:
        """A person's side of the chat with a bot, always the same one."""
        with self.lock:
            if person_id not in self.people:
                raise PersonError(f"there is no person {person_id}; add them first")
            account = self._named(bot)
            chat = account.chats.setdefault(person_id, Chat(self.people[person_id]))
            known = self._conversations.get((bot, person_id))
            if known is None or known.chat is not chat:
                known = self._conversations[bot, person_id] = Conversation(self, account, chat)
            return known

    def send_text(self, person_id: int, text: str, *, bot: str = DEMO_BOT) -> ShownMessage:
        """Write a text or command to a bot; the first one starts the chat."""
        return shown_message(self.conversation(person_id, bot=bot).say(text), self._named(bot))

    def press(
        self,
        person_id: int,
        *,
        text: str | None = None,
        data: str | None = None,
        message_id: int | None = None,
        bot: str = DEMO_BOT,
    ) -> str | None:
        """Press the newest button with that text and callback data, or that of one message.

        Gives the query's id, as in `notices`; None for a button of the reply keyboard, which sends its text.
        """
        return self.conversation(person_id, bot=bot).press(text, data=data, message_id=message_id)

    def block(self, person_id: int, *, bot: str = DEMO_BOT) -> None:
        """Stop the bot: what it sends is refused with 403 from now on."""
        self.conversation(person_id, bot=bot).block()

    def unblock(self, person_id: int, *, bot: str = DEMO_BOT) -> None:
        """Let it write again."""
        self.conversation(person_id, bot=bot).unblock()

    def chat(self, person_id: int, *, bot: str = DEMO_BOT) -> ShownChat:
        """The chat as the person sees it now; empty before the first message."""
        with self.lock:
            return shown_chat(self.conversation(person_id, bot=bot).chat, self._named(bot))

    def wait_for_bot(
        self, person_id: int, *, after: int | None = None, seconds: float = 10.0, bot: str = DEMO_BOT
    ) -> ShownMessage:
        """The bot's next message or edit, as it is now: the first since the person's last act or last wait.

        With `after` the first behind that revision of the chat. Blocks; raises NothingCameError.
        """
        heard = self.conversation(person_id, bot=bot).wait(seconds, after=after)
        return shown_message(heard, self._named(bot))

    async def next_from_bot(
        self, person_id: int, *, after: int | None = None, seconds: float = 10.0, bot: str = DEMO_BOT
    ) -> ShownMessage:
        """`wait_for_bot` without blocking the event loop."""
        heard = await self.conversation(person_id, bot=bot).wait_async(seconds, after=after)
        return shown_message(heard, self._named(bot))

    def redeliver(self, count: int = 1, *, bot: str = DEMO_BOT) -> int:
        """Deliver the last confirmed updates once more, by poll or webhook; gives how many there are."""
        with self.lock:
            again = self._named(bot).updates.redeliver(count)
            self.bell.ring(TelegramChange("updates", bot))
            return again

    def file(self, path: str, *, bot: str = DEMO_BOT) -> bytes:
        """The content of a photo or document, by its `file_path`; raises PersonError."""
        stored = self._named(bot).files.by_path(path)
        if stored is None:
            raise PersonError(f"there is no file {path}")
        return stored.content

    def _named(self, username: str) -> Bot:
        with self.lock:
            for bot in self.bots.values():
                if bot.username == username:
                    return bot
        raise PersonError(f"there is no bot {username}")
