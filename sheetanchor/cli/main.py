"""The command `sheetanchor`."""

import logging
import sys
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import click

from sheetanchor.adapters.telegram.redaction import Redaction
from sheetanchor.cli.exits import SOFTWARE, USAGE, status_of
from sheetanchor.cli.lazy import ARGUMENTS, LazyGroup
from sheetanchor.domain.errors import SheetanchorError

_LOG = logging.getLogger(__name__)
_FORMAT = "%(levelname)s %(name)s: %(message)s"
_INTERRUPTED = 130
#: Commands that nothing else ends.
_ENDLESS = frozenset({"run", "demo", "sandbox"})
_CHATTY = ("httpx", "httpcore", "urllib3", "google", "alembic")


class _Commands(LazyGroup):
    """All commands, which find in their context the words that were typed."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - click's signature
    ) -> click.Context:
        """As click does it."""
        words = tuple(args)
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[ARGUMENTS] = words
        return context

    where: ClassVar[Mapping[str, tuple[str, str]]] = {
        "run": ("sheetanchor.cli.run:run", "The bot and its sync, until SIGTERM."),
        "sync": ("sheetanchor.cli.sync:sync", "One pass, and what moved; --dry-run shows its plan."),
        "resync": ("sheetanchor.cli.resync:resync", "Rebuild a table's base; differences are asked about."),
        "status": ("sheetanchor.cli.status:status", "How the replica stands, without the network."),
        "problems": ("sheetanchor.cli.problems:problems", "All that waits for a person."),
        "log": ("sheetanchor.cli.log:log", "The last passes: what each moved, and what went wrong."),
        "conflicts": (
            "sheetanchor.cli.conflicts:conflicts",
            "What both sides changed, and whose side is kept.",
        ),
        "history": ("sheetanchor.cli.history:history", "The changes of a row from either side."),
        "restore": ("sheetanchor.cli.history:restore", "A row as it stood at a moment."),
        "doctor": ("sheetanchor.cli.doctor:doctor", "Whether what the program stands on is sound."),
        "import-sheet": (
            "sheetanchor.cli.import_sheet:import_sheet",
            "An old bot's workbook, taken over row by row.",
        ),
        "demo": ("sheetanchor.cli.demo:demo", "A spreadsheet and a chat in your browser."),
        "sandbox": ("sheetanchor.sandbox.command:sandbox", "Google Sheets and Telegram as a local server."),
    }


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sheetanchor")
@click.option("--debug", is_flag=True, help="Log everything and show tracebacks.")
def cli(debug: bool) -> None:  # noqa: FBT001 - click passes options so
    """A spreadsheet that people edit by hand and a program's local database, kept as one."""
    _configure_log(logging.DEBUG if debug else logging.INFO)


def main() -> None:
    """What was typed."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: Sequence[str]) -> int:
    """Run a command and give its status.

    Every error that we raise on purpose becomes one sentence and a named status. Any other one is a fault of
    ours, whose traceback the log gets.
    """
    try:
        cli.main(list(arguments), prog_name="sheetanchor", standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    except click.exceptions.Abort:
        if not _ENDLESS.intersection(arguments):
            click.echo(
                "sheetanchor: interrupted; a pass that had begun is finished by the next one", err=True
            )
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE if isinstance(error, click.UsageError) else error.exit_code
    except SheetanchorError as error:
        if logging.getLogger().isEnabledFor(logging.DEBUG):
            raise
        click.echo(f"sheetanchor: {error}", err=True)
        return status_of(error)
    except Exception as error:  # noqa: BLE001 - whoever typed the command gets an answer in any case
        _LOG.exception("a fault in the program")
        told = (
            f"sheetanchor: a fault in the program ({type(error).__name__}); please report what its log says"
        )
        click.echo(told, err=True)
        return SOFTWARE
    return 0


def _configure_log(level: int) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Redaction(logging.Formatter(_FORMAT)))
    logging.basicConfig(level=level, handlers=[handler])
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
