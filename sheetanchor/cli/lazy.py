"""A group that imports a command when it is asked for: `status` need not load a web server."""

from collections.abc import Mapping
from importlib import import_module
from typing import ClassVar

import click

#: Where the group of all commands leaves the words that were typed, in the context of each command.
ARGUMENTS = "sheetanchor.arguments"


class LazyGroup(click.Group):
    """commands: by name, where each stands as `module:attribute`, and what it says of itself."""

    where: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order declared."""
        del ctx
        return list(self.where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None where there is none of that name."""
        del ctx
        if cmd_name not in self.where:
            return None
        module, _, attribute = self.where[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - the table below is ours
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in self.where.items()])
