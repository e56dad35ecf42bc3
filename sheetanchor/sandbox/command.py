"""The `sandbox` command."""

from pathlib import Path

import click

from sheetanchor.sandbox.errors import SandboxError
from sheetanchor.sandbox.faults.latency import TYPICAL
from sheetanchor.sandbox.files.disk import load as load_file
from sheetanchor.sandbox.files.disk import save_all
from sheetanchor.sandbox.seed import seed_demo
from sheetanchor.sandbox.server import serve
from sheetanchor.sandbox.sign_in import write_service_account
from sheetanchor.sandbox.world import World


@click.command()
@click.option("--port", default=0, show_default="a free one", help="Port on 127.0.0.1.")
@click.option("--seed", type=click.Choice(["demo"]), help="Begin with a workbook instead of empty.")
@click.option("--private", "private_ids", multiple=True, metavar="ID", help="A file id that answers 403.")
@click.option("--deterministic", is_flag=True, help="The same ids in every run.")
@click.option(
    "--service-account",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a service account's key file that signs in at this server.",
)
@click.option(
    "--load",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="An .xlsx file, a CSV file or a folder of them, to begin with as a spreadsheet; its id is printed.",
)
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help="When stopped, write the spreadsheet to NAME.xlsx, or every one into a folder, as CSV files.",
)
@click.option("--quota", is_flag=True, help="Refuse more than 60 reads or writes a minute, as Google does.")
@click.option("--slow", is_flag=True, help="Take about as long as Google.")
@click.option("--no-page", is_flag=True, help="The APIs only.")
def sandbox(
    *,
    port: int,
    seed: str | None,
    private_ids: tuple[str, ...],
    deterministic: bool,
    service_account: Path | None,
    load: tuple[Path, ...],
    save: Path | None,
    quota: bool,
    slow: bool,
    no_page: bool,
) -> None:
    """Serve a local Google Sheets, Drive and Telegram until stopped."""
    world = World(deterministic=deterministic)
    _fill(world, seed, private_ids, load)
    if quota:
        world.quota.enforce()
    if slow:
        world.faults.slow(TYPICAL)

    def ready(url: str) -> None:
        if service_account is not None:
            write_service_account(service_account, url, world.tokens)

    serve(world, port, page=not no_page, ready=ready)
    if save is not None:
        _save(world, save)


def _fill(world: World, seed: str | None, private_ids: tuple[str, ...], files: tuple[Path, ...]) -> None:
    for file_id in private_ids:
        world.add_private_file(file_id)
    if seed == "demo":
        seed_demo(world)
    for path in files:
        try:
            click.echo(f"{path}: {load_file(world, path).spreadsheet_id}", err=True)
        except (SandboxError, OSError) as problem:
            raise click.ClickException(f"--load {path}: {problem}") from problem


def _save(world: World, path: Path) -> None:
    try:
        save_all(world, path)
    except (SandboxError, OSError) as problem:
        raise click.ClickException(f"--save {path}: {problem}") from problem
