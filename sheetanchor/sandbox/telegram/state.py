"""All that the Telegram side of the sandbox holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock

from sheetanchor.sandbox.errors import SandboxError
from sheetanchor.sandbox.ids import Ids
from sheetanchor.sandbox.telegram.bell import Bell
from sheetanchor.sandbox.telegram.bots import Bot
from sheetanchor.sandbox.telegram.chats import Chat
from sheetanchor.sandbox.telegram.errors import real_token_refused, unauthorized
from sheetanchor.sandbox.telegram.people import DEMO_PEOPLE, Person
from sheetanchor.sandbox.telegram.person_side import Conversation
from sheetanchor.sandbox.telegram.tokens import DEMO_BOT_TOKEN, looks_real
from sheetanchor.sandbox.telegram.update_queue import UpdateQueue

__all__ = ["DEMO_BOT_TOKEN", "TelegramState"]

_QUERY_LIFETIME = timedelta(seconds=15)


class UnknownPersonError(SandboxError):
    """Nobody has that id; nothing was changed."""


class TokenNotTakenError(SandboxError):
    """A token that cannot be registered; nothing of it was kept."""


@dataclass
class _RateLimit:
    method: str
    retry_after: int
    times: int


class TelegramState:
    """Safe to use from any thread; who reads or changes its parts by hand holds `lock`.

    `query_lifetime` is how long after a press the bot may answer it.
    """

    def __init__(self, clock: Callable[[], datetime], ids: Ids) -> None:
        self.lock = RLock()
        self.bell = Bell(self.lock)
        self.clock = clock
        self.query_lifetime = _QUERY_LIFETIME
        self.people: dict[int, Person] = {person.person_id: person for person in DEMO_PEOPLE}
        self._ids = ids
        self._bots: dict[str, Bot] = {}
        self._rate_limits: list[_RateLimit] = []
        self.register_bot(DEMO_BOT_TOKEN, "Sheetanchor demo", "sheetanchor_demo_bot")

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have `callback` called at every change, under the lock and in the thread that made it.

        It hands the news on and returns; the returned function ends that.
        """
        return self.bell.subscribe(callback)

    def register_bot(self, token: str, name: str, username: str) -> Bot:
        """Take a made-up token from now on. Raises TokenNotTakenError for one that looks real."""
        if looks_real(token):
            raise TokenNotTakenError(real_token_refused().description)
        number, colon, secret = token.partition(":")
        if not (colon and secret and number.isdecimal()):
            raise TokenNotTakenError("a token is a number, a colon and a secret")
        with self.lock:
            self._bots[token] = Bot(int(number), name, username, UpdateQueue(self._ids.number()))
            self.bell.ring()
            return self._bots[token]

    def bot(self, token: str) -> Bot:
        """Raises BotApiError, 401, for a token that is not registered."""
        with self.lock:
            if token in self._bots:
                return self._bots[token]
        raise real_token_refused() if looks_real(token) else unauthorized()

    def add_person(
        self, first_name: str, *, person_id: int | None = None, last_name: str = "", username: str = ""
    ) -> Person:
        """Somebody new, or new names for an id; without an id one is made up."""
        with self.lock:
            number = self._ids.number() if person_id is None else person_id
            person = self.people[number] = Person(number, first_name, last_name, username)
            for bot in self._bots.values():
                if number in bot.chats:
                    bot.chats[number].person = person
            self.bell.ring()
            return person

    def chat(self, person_id: int, bot: Bot) -> Chat:
        """A person's chat with a bot, empty at first. Raises UnknownPersonError."""
        with self.lock:
            if person_id not in self.people:
                raise UnknownPersonError(f"there is no person {person_id}; add them first")
            return bot.chats.setdefault(person_id, Chat(self.people[person_id]))

    def conversation(self, person_id: int, token: str = DEMO_BOT_TOKEN) -> Conversation:
        """What a person can do in the chat with a bot. Raises UnknownPersonError."""
        bot = self.bot(token)
        return Conversation(self, bot, self.chat(person_id, bot))

    def redeliver(self, count: int = 1, *, token: str = DEMO_BOT_TOKEN) -> int:
        """Send the last confirmed updates again; gives how many there are."""
        with self.lock:
            again = self.bot(token).updates.redeliver(count)
            self.bell.ring()
            return again

    def limit_rate(self, retry_after: int, *, method: str = "", times: int = 1) -> None:
        """Answer the next calls of a method, or of any, with 429 and that many seconds to wait."""
        with self.lock:
            self._rate_limits.append(_RateLimit(method.lower(), retry_after, times))

    def rate_limited(self, method: str) -> int | None:
        """The seconds that a call of a method (in small letters) has to wait; counts as having happened."""
        with self.lock:
            for limit in self._rate_limits:
                if limit.method in {"", method}:
                    limit.times -= 1
                    if limit.times < 1:
                        self._rate_limits.remove(limit)
                    return limit.retry_after
            return None
