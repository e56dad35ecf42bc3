"""The lists of commands that a bot suggests, by scope and language."""

import json
import re
from typing import Any

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_DESCRIPTION_LENGTHS = range(1, 257)
_MOST = 100
_DEFAULT = {"type": "default"}
_WITH_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})
_SCOPES = _WITH_CHAT | {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}


class CommandLists:
    """Kept by scope and language; the most particular list is the one a person sees."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], list[JsonObject]] = {}

    def put(self, scope: str, language: str, commands: list[JsonObject]) -> None:
        """Replace a list; an empty one deletes it."""
        self._lists[_scope_key(scope), language] = commands

    def get(self, scope: str, language: str) -> list[JsonObject]:
        """Exactly that list, empty where there is none."""
        return self._lists.get((_scope_key(scope), language), [])

    def shown_to(self, person_id: int, language: str) -> list[JsonObject]:
        """What stands in the menu of a person's private chat."""
        scopes = ({"type": "chat", "chat_id": person_id}, {"type": "all_private_chats"}, _DEFAULT)
        for scope in scopes:
            for spoken in (language, ""):
                found = self.get(json.dumps(scope), spoken)
                if found:
                    return found
        return []


def parse_commands(text: str) -> list[JsonObject]:
    """The value of `commands`; raises BotApiError in Telegram's words."""
    try:
        commands = json.loads(text)
    except ValueError:
        raise bad_request("Can't parse commands JSON object") from None
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > _MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(entry) for entry in commands]


def _command(entry: Any) -> JsonObject:  # noqa: ANN401  # any JSON value
    if not isinstance(entry, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    command = str(entry.get("command", "")).removeprefix("/")
    description = str(entry.get("description", ""))
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if len(description) not in _DESCRIPTION_LENGTHS:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope_key(text: str) -> str:
    try:
        scope = json.loads(text) if text else _DEFAULT
    except ValueError:
        raise bad_request("Can't parse BotCommandScope JSON object") from None
    if not isinstance(scope, dict):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    return f"{kind}:{scope.get('chat_id')}:{scope.get('user_id')}" if kind in _WITH_CHAT else str(kind)
