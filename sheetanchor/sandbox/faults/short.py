"""An answer that is whole as JSON and lacks cells, as from a server that lost its own reading."""

from sheetanchor.sandbox.faults.plan import Fault
from sheetanchor.sandbox.json_text import JsonObject, parse, render


def shortened(body: bytes, fault: Fault) -> bytes:
    """The body with less grid data of the fault's tab; anything else stays as it is."""
    answer = parse(body)
    if isinstance(answer, dict):
        for sheet in answer.get("sheets", ()):
            if sheet.get("properties", {}).get("title") == fault.sheet:
                _shorten(sheet, fault)
    return render(answer)


def _shorten(sheet: JsonObject, fault: Fault) -> None:
    if fault.rows is None:
        sheet.pop("data", None)
        return
    for block in sheet.get("data", ()):
        rows = block.get("rowData", [])[: fault.rows]
        if rows and fault.cells is not None:
            rows[-1]["values"] = rows[-1].get("values", [])[: fault.cells]
        block["rowData"] = rows
