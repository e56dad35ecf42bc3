"""A bot's updates until it has confirmed or taken them, and the one long poll that may wait for them."""

from collections import deque
from collections.abc import Iterable
from itertools import islice

from sheetanchor.sandbox.json_text import JsonObject

ALL_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
"""The kinds that this server makes; a bot that names none gets them all."""
_REMEMBERED = 1000


class UpdateQueue:
    """Update ids only grow. `kinds` are those that the bot wants, asked when an update comes about."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._pending: deque[JsonObject] = deque()
        self._confirmed: deque[JsonObject] = deque(maxlen=_REMEMBERED)
        self._again: list[JsonObject] = []
        self.kinds = ALL_KINDS
        self.poll = 0

    def __len__(self) -> int:
        return len(self._pending)

    def put(self, kind: str, body: JsonObject) -> None:
        """Add an update, unless the bot does not want its kind."""
        if kind in self.kinds:
            self._pending.append({"update_id": self._next_id, kind: body})
            self._next_id += 1

    def want(self, kinds: Iterable[str] | None) -> None:
        """Set the kinds; None leaves them, an empty list means all."""
        if kinds is not None:
            self.kinds = frozenset(kinds) & ALL_KINDS or ALL_KINDS

    def confirm(self, offset: int) -> None:
        """Drop what lies before an update id; a negative one keeps so many of the last."""
        while self._pending and (
            len(self._pending) > -offset if offset < 0 else self._pending[0]["update_id"] < offset
        ):
            self._confirmed.append(self._pending.popleft())

    def first(self, limit: int) -> list[JsonObject]:
        """The oldest updates, which stay until confirmed; before them, once, what is redelivered."""
        again, self._again = self._again[:limit], self._again[limit:]
        return [*again, *islice(self._pending, limit - len(again))]

    def waiting(self) -> list[JsonObject]:
        """All that a webhook is still to be sent; before them what is redelivered."""
        return [*self._again, *self._pending]

    def delivered(self, update: JsonObject) -> None:
        """A webhook has taken one of those that wait; one that was dropped meanwhile is no more."""
        if update in self._again:
            self._again.remove(update)
        elif update in self._pending:
            self._pending.remove(update)
            self._confirmed.append(update)

    def drop_all(self) -> None:
        """As `drop_pending_updates` asks."""
        self._pending.clear()

    def redeliver(self, count: int) -> int:
        """Have the last so many confirmed ones come once more, whatever the offset; gives how many do."""
        self._again = list(self._confirmed)[-count:] if count > 0 else []
        return len(self._again)

    def begin_poll(self) -> int:
        """Take the place of any other poll, which sees that by `poll` having another number."""
        self.poll += 1
        return self.poll
