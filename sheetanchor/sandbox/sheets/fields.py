"""The fields of a Spreadsheet, so that a mask with a name that is none is refused as Google refuses it."""

from typing import Union

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.masks import Mask

Schema = dict[str, Union["Schema", None]]
"""Names of fields; None where the sandbox looks no deeper."""

_METADATA: Schema = dict.fromkeys(("metadataId", "metadataKey", "metadataValue", "location", "visibility"))
_GRID_RANGE: Schema = dict.fromkeys(
    ("sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
)
_VALUE: Schema = dict.fromkeys(("numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"))
CELL: Schema = {
    "userEnteredValue": _VALUE,
    "effectiveValue": _VALUE,
    **dict.fromkeys(
        (
            "formattedValue",
            "userEnteredFormat",
            "effectiveFormat",
            "hyperlink",
            "note",
            "textFormatRuns",
            "dataValidation",
            "pivotTable",
            "dataSourceTable",
            "dataSourceFormula",
            "chipRuns",
        )
    ),
}
_DIMENSION: Schema = {
    **dict.fromkeys(
        ("hiddenByFilter", "hiddenByUser", "pixelSize", "developerMetadata", "dataSourceColumnReference")
    )
}
_GRID_DATA: Schema = {
    "startRow": None,
    "startColumn": None,
    "rowData": {"values": CELL},
    "rowMetadata": _DIMENSION,
    "columnMetadata": _DIMENSION,
}
_SHEET_PROPERTIES: Schema = {
    **dict.fromkeys(
        (
            "sheetId",
            "title",
            "index",
            "sheetType",
            "hidden",
            "tabColor",
            "tabColorStyle",
            "rightToLeft",
            "dataSourceSheetProperties",
        )
    ),
    "gridProperties": dict.fromkeys(
        (
            "rowCount",
            "columnCount",
            "frozenRowCount",
            "frozenColumnCount",
            "hideGridlines",
            "rowGroupControlAfter",
            "columnGroupControlAfter",
        )
    ),
}
_SHEET: Schema = {
    "properties": _SHEET_PROPERTIES,
    "data": _GRID_DATA,
    "merges": _GRID_RANGE,
    "developerMetadata": _METADATA,
    **dict.fromkeys(
        (
            "conditionalFormats",
            "filterViews",
            "protectedRanges",
            "basicFilter",
            "charts",
            "bandedRanges",
            "rowGroups",
            "columnGroups",
            "slicers",
            "tables",
        )
    ),
}
SPREADSHEET: Schema = {
    "spreadsheetId": None,
    "properties": dict.fromkeys(
        (
            "title",
            "locale",
            "autoRecalc",
            "timeZone",
            "defaultFormat",
            "iterativeCalculationSettings",
            "spreadsheetTheme",
            "importFunctionsExternalUrlAccessAllowed",
        )
    ),
    "sheets": _SHEET,
    "namedRanges": {"namedRangeId": None, "name": None, "range": _GRID_RANGE},
    "spreadsheetUrl": None,
    "developerMetadata": _METADATA,
    "dataSources": None,
    "dataSourceSchedules": None,
}
BATCH_ANSWER: Schema = {"spreadsheetId": None, "replies": None, "updatedSpreadsheet": SPREADSHEET}


def check_fields(mask: Mask, schema: Schema) -> None:
    """Raises the 400 of a mask that names a field which does not exist."""
    unknown = _unknown(mask, schema)
    if unknown is None:
        return
    description = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{unknown}'."
    violation = {"field": unknown, "description": description}
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    raise InvalidArgument("Request contains an invalid argument.", extra={"details": details})


def _unknown(mask: Mask, schema: Schema) -> str | None:
    for name, inner in (mask.names or {}).items():
        if name not in schema:
            return name
        below = schema[name]
        deeper = _unknown(inner, below) if below is not None else None
        if deeper is not None:
            return f"{name}.{deeper}"
    return None
