"""The name of the spreadsheet above its grid, and the choice where there are several."""

from collections.abc import Sequence

from nicegui.element import Element

from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet


class TitleBar(Element, component="title_bar.js"):
    """Emits `pick` with a spreadsheet's id, and `create` where there is none yet."""

    def __init__(self) -> None:
        super().__init__()
        self.props["books"] = []

    def show(self, books: Sequence[Spreadsheet], active: Spreadsheet | None) -> None:
        """All files, one of them open."""
        shown = [{"id": book.spreadsheet_id, "title": book.title} for book in books]
        chosen = active.spreadsheet_id if active else ""
        if (shown, chosen) != (self.props["books"], self.props.get("active")):
            self.props["books"], self.props["active"] = shown, chosen
            self.update()
