"""Who the bot is, which commands it suggests, and leaving the server."""

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.commands import parse_commands
from sheetanchor.sandbox.telegram.errors import bad_request
from sheetanchor.sandbox.telegram.methods.call import BotCall


def get_me(call: BotCall) -> JsonObject:
    """The bot's own account."""
    return {
        **call.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(call: BotCall) -> JsonObject:
    """A person whom the bot may write to."""
    return {**call.chat().person.chat(), "accent_color_id": 0, "max_reaction_count": 11}


def set_my_commands(call: BotCall) -> bool:
    """Replace the list of one scope and language."""
    if not call.parameters.text("commands"):
        raise bad_request('Parameter "commands" is required')
    commands = parse_commands(call.parameters.text("commands"))
    call.bot.commands.put(*_place(call), commands)
    return True


def get_my_commands(call: BotCall) -> list[JsonObject]:
    """The list of exactly that scope and language."""
    return call.bot.commands.get(*_place(call))


def delete_my_commands(call: BotCall) -> bool:
    """Forget the list of that scope and language."""
    call.bot.commands.put(*_place(call), [])
    return True


def log_out(call: BotCall) -> bool:
    """The last call that the token is good for."""
    call.bot.is_logged_out = True
    return True


def close(call: BotCall) -> bool:
    """Nothing changes here, for there is no other server to go to."""
    del call
    return True


def _place(call: BotCall) -> tuple[str, str]:
    return call.parameters.text("scope"), call.parameters.text("language_code")
