"""How a command ends that click or a fault of ours ends."""

import logging

import click
import pytest

from sheetanchor.cli.exits import SOFTWARE, USAGE
from sheetanchor.cli.main import cli, run_command


@pytest.mark.parametrize(
    "words",
    [["conflicts", "keep-sheet", "first"], ["sync", "--alow", "x"], ["restore", "ranks"], ["syncc"]],
)
def test_words_that_no_command_takes_end_as_all_that_is_typed_wrong(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(words) == USAGE
    assert "Error: " in capsys.readouterr().err


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["sync", "--help"]) == 0
    assert "--dry-run" in capsys.readouterr().out


def test_a_fault_of_ours_is_told_and_its_traceback_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(cli, "main", fault)
    with caplog.at_level(logging.ERROR):
        assert run_command(["status"]) == SOFTWARE
    told = capsys.readouterr().err
    assert "a fault in the program (ZeroDivisionError)" in told
    assert "secret" not in told
    assert "Traceback" in caplog.text


@pytest.mark.parametrize(("command", "told"), [("sync", "the next one"), ("run", "")])
def test_an_interrupted_command_says_what_becomes_of_its_pass_unless_it_ends_so_anyway(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, told: str
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise click.exceptions.Abort

    monkeypatch.setattr(cli, "main", interrupt)
    assert run_command([command]) == 130
    said = capsys.readouterr().err
    assert told in said
    assert bool(said) == bool(told)
