"""What a person does to a spreadsheet, as a JSON object: for the control API and for faults set over HTTP."""

from collections.abc import Callable

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.world import World

_ON_SHEET: dict[str, Callable[[Sheet, JsonObject], object]] = {
    "type": lambda sheet, act: sheet.type_at(act["cell"], act["text"]),
    "insertRows": lambda sheet, act: sheet.insert_rows(act["at"], act.get("count", 1)),
    "deleteRows": lambda sheet, act: sheet.delete_rows(act["at"], act.get("count", 1)),
    "insertColumns": lambda sheet, act: sheet.insert_columns(act["at"], act.get("count", 1)),
    "deleteColumns": lambda sheet, act: sheet.delete_columns(act["at"], act.get("count", 1)),
    "sort": lambda sheet, act: sheet.sort(act["column"], descending=bool(act.get("descending"))),
    "renameSheet": lambda sheet, act: sheet.book.rename_sheet(sheet, act["title"]),
    "deleteSheet": lambda sheet, _: sheet.book.delete_sheet(sheet),
    "protect": lambda sheet, act: sheet.protect(act["range"]),
}


def act(world: World, action: JsonObject) -> None:
    """Do one action: {"do": name, "spreadsheetId", "sheet": title, …}; rows and columns count from 0.

    Raises KeyError for a name, tab or argument that is missing, and the sandbox's own errors.
    """
    book = world.spreadsheet(action["spreadsheetId"])
    if action["do"] == "addSheet":
        book.add_sheet(action["title"])
        return
    _ON_SHEET[action["do"]](book[action["sheet"]], action)
