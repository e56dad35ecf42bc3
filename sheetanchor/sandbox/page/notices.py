"""Telling a person on the page why something could not be done."""

from collections.abc import Callable

from nicegui import ui

from sheetanchor.sandbox.errors import SandboxError


def told(act: Callable[[], object]) -> bool:
    """Whether it was done; if not, the page says why."""
    try:
        act()
    except SandboxError as problem:
        ui.notify(str(problem), position="bottom-left", classes="refusal", attrs={"data-testid": "refusal"})
        return False
    return True
