"""The calls on spreadsheets.values."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from sheetanchor.sandbox.call import Call, chosen
from sheetanchor.sandbox.errors import InvalidArgument, invalid_value
from sheetanchor.sandbox.json_text import JsonObject, render
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.append import Landing, landing, make_room
from sheetanchor.sandbox.sheets.protections import check_writable
from sheetanchor.sandbox.sheets.references import answer_name, resolve, within
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Edit, Spreadsheet
from sheetanchor.sandbox.sheets.value_reads import DateRender, MajorDimension, Reading, Render
from sheetanchor.sandbox.sheets.value_writes import (
    InputOption,
    Written,
    checked_values,
    put_values,
    write_values,
)


class Options(Protocol):
    """Query parameters, or the body that holds them in a batch."""

    def get(self, key: str, /) -> str | None:
        """The word, or None where it is not set."""
        ...


class InsertOption(StrEnum):
    """InsertDataOption."""

    OVERWRITE = "OVERWRITE"
    INSERT_ROWS = "INSERT_ROWS"


def book_of(call: Call) -> Spreadsheet:
    """The spreadsheet named in the path."""
    return call.world.spreadsheet(call.path["spreadsheetId"])


def get(call: Call) -> JsonObject:
    """values.get."""
    sheet, asked = resolve(book_of(call), call.path["range"])
    return reading(call.query).value_range(sheet, within(sheet, asked))


def batch_get(call: Call) -> JsonObject:
    """values.batchGet: the ranges in the order asked."""
    book, how = book_of(call), reading(call.query)
    answers = []
    for text in call.query.getlist("ranges"):
        sheet, asked = resolve(book, text)
        answers.append(how.value_range(sheet, within(sheet, asked)))
    return {"spreadsheetId": book.spreadsheet_id, **({"valueRanges": answers} if answers else {})}


def update(call: Call) -> JsonObject:
    """values.update."""
    book, body = book_of(call), call.json()
    values, option = checked_values(body), input_option(call.query.get("valueInputOption"))
    with book.edit("api") as edit:
        sheet, asked = resolve(book, call.path["range"])
        written = write_values(sheet, asked, values, option, call.who)
        edit.changed(sheet, written.area, "values")
    return with_values(written, call.query) if call.flag("includeValuesInResponse") else written.answer()


def append(call: Call) -> JsonObject:
    """values.append."""
    book, values = book_of(call), checked_values(call.json())
    option = input_option(call.query.get("valueInputOption"))
    insertion = chosen(
        call.query.get("insertDataOption"), InsertOption, "insert_data_option", InsertOption.OVERWRITE
    )
    with book.edit("api") as edit:
        sheet, asked = resolve(book, call.path["range"])
        found = landing(sheet, asked)
        width = max((len(row) for row in values), default=0)
        if not width:
            return _nothing_appended(sheet, found)
        area = GridRange(found.row, found.column, found.row + len(values), found.column + width)
        make_room(sheet, area, insert_rows=insertion is InsertOption.INSERT_ROWS)
        check_writable(sheet, area, call.who)
        written = put_values(sheet, area, values, option)
        edit.changed(sheet, area, "values")
    answer: JsonObject = {"spreadsheetId": book.spreadsheet_id}
    if found.table is not None:
        answer["tableRange"] = answer_name(sheet, found.table)
    wants_values = call.flag("includeValuesInResponse")
    answer["updates"] = with_values(written, call.query) if wants_values else written.answer()
    return answer


def _nothing_appended(sheet: Sheet, found: Landing) -> JsonObject:
    """The answer names the cell where the first value would have gone."""
    cell = GridRange(found.row, found.column, found.row + 1, found.column + 1)
    answer: JsonObject = {"spreadsheetId": sheet.book.spreadsheet_id}
    if found.table is not None:
        answer["tableRange"] = answer_name(sheet, found.table)
    return {**answer, "updates": Written(sheet, cell).answer()}


def clear(call: Call) -> JsonObject:
    """values.clear: the values go, formats and notes stay."""
    book = book_of(call)
    with book.edit("api") as edit:
        cleared = clear_range(book, call.path["range"], call.who, edit)
    return {"spreadsheetId": book.spreadsheet_id, "clearedRange": cleared}


def batch_clear(call: Call) -> JsonObject:
    """values.batchClear."""
    book = book_of(call)
    with book.edit("api") as edit:
        cleared = [clear_range(book, text, call.who, edit) for text in call.json().get("ranges", [])]
    return {"spreadsheetId": book.spreadsheet_id, **({"clearedRanges": cleared} if cleared else {})}


def batch_update(call: Call) -> JsonObject:
    """values.batchUpdate: all ranges or none."""
    book, body = book_of(call), call.json()
    option = input_option(body.get("valueInputOption"))
    writes: list[Written] = []
    with book.edit("api") as edit:
        for at, data in enumerate(_value_ranges(body)):
            values = checked_values(data, f"data[{at}]")
            try:
                sheet, asked = resolve(book, data.get("range", ""))
                written = write_values(sheet, asked, values, option, call.who)
            except InvalidArgument as problem:
                raise problem.prefixed(f"Invalid data[{at}]") from None
            edit.changed(sheet, written.area, "values")
            writes.append(written)
    return batch_answer(book, writes, body)


def _value_ranges(body: JsonObject) -> list[JsonObject]:
    data = body.get("data", [])
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise invalid_value("data", "google.apps.sheets.v4.ValueRange", render(data).decode().strip())
    return data


def batch_answer(book: Spreadsheet, writes: Sequence[Written], body: JsonObject) -> JsonObject:
    """The totals count each row and column of a tab once, however many ranges touch it."""
    rows = {(written.sheet.sheet_id, row) for written in writes for row in written.rows}
    columns = {(written.sheet.sheet_id, column) for written in writes for column in written.columns}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(written.cells for written in writes),
        "totalUpdatedSheets": len({written.sheet.sheet_id for written in writes if written.cells}),
    }
    wants_values = bool(body.get("includeValuesInResponse"))
    responses = [with_values(written, body) if wants_values else written.answer() for written in writes]
    answer: JsonObject = {"spreadsheetId": book.spreadsheet_id}
    answer.update({key: count for key, count in totals.items() if count})
    return {**answer, **({"responses": responses} if responses else {})}


def clear_range(book: Spreadsheet, text: str, who: str, edit: Edit) -> str:
    """Clear one range and give its name back."""
    sheet, asked = resolve(book, text)
    area = within(sheet, asked)
    clear_area(sheet, area, who)
    edit.changed(sheet, area, "values")
    return answer_name(sheet, area)


def clear_area(sheet: Sheet, area: GridRange, who: str) -> None:
    """Take the values out of a rectangle; raises InvalidArgument where it is protected."""
    check_writable(sheet, area, who)
    for row, column, cell in tuple(sheet.grid.cells_in(area)):
        sheet.grid.put(row, column, cell.with_entered(None))


def input_option(word: str | None) -> InputOption:
    """Raises the 400 of a missing valueInputOption."""
    if not word or word == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise InvalidArgument("'valueInputOption' is required but not specified")
    return chosen(word, InputOption, "value_input_option", InputOption.RAW)


def reading(options: Options, prefix: str = "") -> Reading:
    """How values are asked for; with prefix `response`, how they are in the answer to a write."""
    render, dates = _key(prefix, "ValueRenderOption"), _key(prefix, "DateTimeRenderOption")
    return Reading(
        chosen(options.get(render), Render, "value_render_option", Render.FORMATTED_VALUE),
        chosen(options.get(dates), DateRender, "date_time_render_option", DateRender.SERIAL_NUMBER),
        chosen(options.get("majorDimension"), MajorDimension, "major_dimension", MajorDimension.ROWS),
    )


def with_values(written: Written, options: Options) -> JsonObject:
    """The answer to a write, with the values as they are now."""
    data = reading(options, "response").value_range(written.sheet, written.area)
    return {**written.answer(), "updatedData": data}


def _key(prefix: str, name: str) -> str:
    return prefix + name if prefix else name[0].lower() + name[1:]
