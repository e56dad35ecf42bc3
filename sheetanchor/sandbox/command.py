"""The `sandbox` command."""

from pathlib import Path

import click

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
@click.option("--no-page", is_flag=True, help="The APIs only.")
def sandbox(
    *,
    port: int,
    seed: str | None,
    private_ids: tuple[str, ...],
    deterministic: bool,
    service_account: Path | None,
    no_page: bool,
) -> None:
    """Serve a local Google Sheets, Drive and Telegram until stopped."""
    world = World(deterministic=deterministic)
    for file_id in private_ids:
        world.add_private_file(file_id)
    if seed == "demo":
        seed_demo(world)

    def ready(url: str) -> None:
        if service_account is not None:
            write_service_account(service_account, url, world.tokens)

    serve(world, port, page=not no_page, ready=ready)
