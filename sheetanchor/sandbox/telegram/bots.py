"""What the server knows of one bot."""

from dataclasses import dataclass, field

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.chats import Chat
from sheetanchor.sandbox.telegram.commands import CommandLists
from sheetanchor.sandbox.telegram.stored_files import FileStore
from sheetanchor.sandbox.telegram.update_queue import UpdateQueue
from sheetanchor.sandbox.telegram.webhooks.webhook import Webhook


@dataclass
class Bot:
    """A registered bot; message ids count through all its chats, as in a real private chat.

    next_webhook_at: before that second of the machine's clock no webhook is set.
    """

    bot_id: int
    first_name: str
    username: str
    updates: UpdateQueue
    chats: dict[int, Chat] = field(default_factory=dict)
    commands: CommandLists = field(default_factory=CommandLists)
    files: FileStore = field(default_factory=FileStore)
    webhook: Webhook | None = None
    next_webhook_at: float = 0.0
    is_logged_out: bool = False
    last_message_id: int = 0
    presses: int = 0

    def user(self) -> JsonObject:
        """The API's User, as it stands in messages."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def next_message_id(self) -> int:
        """One more than the last."""
        self.last_message_id += 1
        return self.last_message_id

    def next_query_id(self) -> str:
        """A number that no press had before."""
        self.presses += 1
        return str(self.bot_id * 2**20 + self.presses)
