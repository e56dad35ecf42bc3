"""The tabs of a spreadsheet, below its grid."""

from nicegui.element import Element

from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet


class TabBar(Element, component="tab_bar.js"):
    """Emits `pick` and `remove` with a sheet's id, `rename` {sheet, title}, and `add`."""

    def __init__(self) -> None:
        super().__init__()
        self.props["tabs"] = []

    def show(self, book: Spreadsheet, active: int) -> None:
        """The tabs in order, one of them being active."""
        self.props["tabs"] = [
            {"id": sheet.sheet_id, "title": sheet.title, "hidden": sheet.hidden} for sheet in book.sheets
        ]
        self.props["active"] = active
        self.update()
