"""The whole page, built anew for every browser tab that opens it."""

from pathlib import Path

from nicegui import ui

from sheetanchor.sandbox.changes import Change
from sheetanchor.sandbox.page.chat import ChatPane
from sheetanchor.sandbox.page.live import Live
from sheetanchor.sandbox.page.log_panel import LogPanel
from sheetanchor.sandbox.page.spreadsheet_pane import SpreadsheetPane
from sheetanchor.sandbox.telegram.feed import TelegramChange

_STYLES = Path(__file__).parent / "styles"
_LOOK_SECONDS = 0.4


class Screen:
    """Hands changes to the parts of one open page."""

    def __init__(self, live: Live) -> None:
        world = live.world
        with ui.element("div").classes("screen"):
            self._spreadsheet = SpreadsheetPane(world)
            self._chat = ChatPane(world.telegram)
            self._log = LogPanel(world, live.switches)
        ui.timer(_LOOK_SECONDS, self._look)

    def sheets_changed(self, changes: list[Change]) -> None:
        """Spreadsheets changed."""
        self._spreadsheet.sheets_changed(changes)

    def telegram_changed(self, changes: list[TelegramChange]) -> None:
        """Chats or people changed."""
        self._chat.telegram_changed(changes)

    def _look(self) -> None:
        """What the world publishes no change for: calls, and files that come or go."""
        self._log.look()
        self._spreadsheet.follow_files()


def build_screen(live: Live) -> None:
    """Fill the page of the client at hand."""
    for sheet in sorted(_STYLES.glob("*.css")):
        ui.add_css(sheet)
    ui.context.client.on_delete(live.add(Screen(live)))
