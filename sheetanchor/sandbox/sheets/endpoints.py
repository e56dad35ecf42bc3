"""The calls of the Sheets v4 API."""

from sheetanchor.sandbox.endpoints import endpoint
from sheetanchor.sandbox.sheets import books_calls, data_filters, values_calls
from sheetanchor.sandbox.sheets.batch.execute import batch_update

_BOOK = "/v4/spreadsheets/{spreadsheetId}"
_RANGE = _BOOK + "/values/{range}"

SHEETS = (
    endpoint("POST", "/v4/spreadsheets", "spreadsheets.create", books_calls.create),
    endpoint("GET", _BOOK, "spreadsheets.get", books_calls.get),
    endpoint("POST", _BOOK + ":batchUpdate", "spreadsheets.batchUpdate", batch_update),
    endpoint(
        "POST", _BOOK + "/sheets/{sheetId}:copyTo", "spreadsheets.sheets.copyTo", books_calls.copy_sheet
    ),
    endpoint("POST", _BOOK + ":getByDataFilter", "spreadsheets.getByDataFilter", data_filters.get_book),
    endpoint(
        "POST",
        _BOOK + "/values:batchGetByDataFilter",
        "spreadsheets.values.batchGetByDataFilter",
        data_filters.batch_get,
    ),
    endpoint(
        "POST",
        _BOOK + "/values:batchUpdateByDataFilter",
        "spreadsheets.values.batchUpdateByDataFilter",
        data_filters.batch_update,
    ),
    endpoint(
        "POST",
        _BOOK + "/values:batchClearByDataFilter",
        "spreadsheets.values.batchClearByDataFilter",
        data_filters.batch_clear,
    ),
    endpoint(
        "GET",
        _BOOK + "/developerMetadata/{metadataId}",
        "spreadsheets.developerMetadata.get",
        data_filters.get_metadata,
    ),
    endpoint(
        "POST",
        _BOOK + "/developerMetadata:search",
        "spreadsheets.developerMetadata.search",
        data_filters.search_metadata,
    ),
    endpoint("GET", _BOOK + "/values:batchGet", "spreadsheets.values.batchGet", values_calls.batch_get),
    endpoint(
        "POST", _BOOK + "/values:batchUpdate", "spreadsheets.values.batchUpdate", values_calls.batch_update
    ),
    endpoint(
        "POST", _BOOK + "/values:batchClear", "spreadsheets.values.batchClear", values_calls.batch_clear
    ),
    endpoint("POST", _RANGE + ":append", "spreadsheets.values.append", values_calls.append),
    endpoint("POST", _RANGE + ":clear", "spreadsheets.values.clear", values_calls.clear),
    endpoint("GET", _RANGE, "spreadsheets.values.get", values_calls.get),
    endpoint("PUT", _RANGE, "spreadsheets.values.update", values_calls.update),
)
