"""Every command that the list names can be imported, and says something of itself."""

import click
import pytest

from sheetanchor.cli.main import cli


@pytest.mark.parametrize("name", cli.list_commands(click.Context(cli)))
def test_a_listed_command_exists_under_its_name(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_an_unknown_command_is_none() -> None:
    assert cli.get_command(click.Context(cli), "nonsense") is None
