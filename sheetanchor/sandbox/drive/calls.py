"""The calls on Drive files that spreadsheet clients make."""

from sheetanchor.sandbox.call import Answer, Call
from sheetanchor.sandbox.drive.csv_text import exported, replace_with
from sheetanchor.sandbox.drive.files import SPREADSHEET_TYPE, XLSX_TYPE, DriveFile
from sheetanchor.sandbox.drive.queries import matcher
from sheetanchor.sandbox.drive.times import time_text
from sheetanchor.sandbox.drive.v2 import v2_resource
from sheetanchor.sandbox.errors import ApiError
from sheetanchor.sandbox.files.xlsx.writing import xlsx_bytes
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import parse_mask

_DEFAULT_FIELDS = "kind,id,name,mimeType"
_DELIMITERS = {"text/csv": ",", "text/tab-separated-values": "\t"}
_DEFAULT_PAGE = 100
_LARGEST_PAGE = 1000


def get(call: Call) -> JsonObject:
    """files.get: by default kind, id, name and type only."""
    return _shown(call.world.drive.visible(call.path["fileId"]), call.query.get("fields"))


def list_files(call: Call) -> JsonObject:
    """files.list, newest first; a page token is the number of files before the page."""
    fits = matcher(call.query.get("q", ""))
    files = [file for file in call.world.drive.newest_first() if fits(file)]
    start = whole_number(call, "pageToken", 0)
    size = min(whole_number(call, "pageSize", _DEFAULT_PAGE), _LARGEST_PAGE)
    text = call.query.get("fields") or f"kind,incompleteSearch,nextPageToken,files({_DEFAULT_FIELDS})"
    answer: JsonObject = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(files):
        answer["nextPageToken"] = str(start + size)
    answer["files"] = [resource(file) for file in files[start : start + size]]
    return parse_mask(text).pick(answer)


def create(call: Call) -> JsonObject:
    """files.create for an empty spreadsheet."""
    body = call.json()
    _check_type(body.get("mimeType"))
    book = call.world.create_spreadsheet(body.get("name") or "Untitled")
    file = call.world.drive.files[book.spreadsheet_id]
    file.parents = body.get("parents") or file.parents
    return _shown(file, call.query.get("fields"))


def update(call: Call) -> JsonObject:
    """files.update: the name, and the folders by addParents and removeParents."""
    world = call.world
    file = world.drive.visible(call.path["fileId"])
    name = call.json().get("name")
    added, removed = (call.query.get(key, "").split(",") for key in ("addParents", "removeParents"))
    kept = [parent for parent in file.parents if parent not in removed]
    file.parents = [*kept, *(parent for parent in added if parent and parent not in kept)]
    with world.spreadsheets[file.id].edit("api") as edit:
        if name:
            world.spreadsheets[file.id].properties["title"] = name
        edit.changed(None, None, "properties")
    return _shown(file, call.query.get("fields"))


def copy(call: Call) -> JsonObject:
    """files.copy: the copy's modified time is its created time."""
    world, body = call.world, call.json()
    source = world.drive.visible(call.path["fileId"])
    book = world.copy_spreadsheet(source.id, body.get("name") or f"Copy of {source.name}")
    file = world.drive.files[book.spreadsheet_id]
    file.parents = body.get("parents") or list(source.parents)
    return _shown(file, call.query.get("fields"))


def delete(call: Call) -> Answer:
    """files.delete."""
    call.world.delete_file(call.path["fileId"])
    return Answer(b"", "text/html", 204)


def comments(call: Call) -> JsonObject:
    """comments.list: nobody comments here."""
    call.world.drive.visible(call.path["fileId"])
    return {"comments": []}


def export(call: Call) -> Answer:
    """files.export as an .xlsx workbook, or the first tab as text."""
    file = call.world.drive.visible(call.path["fileId"])
    wanted = call.query.get("mimeType")
    if wanted == XLSX_TYPE:
        return Answer(xlsx_bytes(call.world.spreadsheet(file.id)), XLSX_TYPE)
    if wanted not in _DELIMITERS:
        raise ApiError(400, None, f"The requested conversion is not supported: {wanted}")
    text = exported(call.world.spreadsheet(file.id).sheets[0], _DELIMITERS[wanted])
    return Answer(text.encode(), wanted)


def upload(call: Call) -> JsonObject:
    """Drive v2's files.update with a CSV body, which replaces all tabs."""
    file = call.world.drive.visible(call.path["fileId"])
    try:
        text = call.body.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise ApiError(400, None, "Bad Request") from problem
    replace_with(call.world.spreadsheet(file.id), text)
    return v2_resource(file, call.who)


def whole_number(call: Call, name: str, default: int) -> int:
    """A parameter that is a number; raises Drive's 400."""
    text = call.query.get(name) or str(default)
    if not text.isdecimal():
        place = {"location": name, "locationType": "parameter"}
        reason = {"message": "Invalid Value", "domain": "global", "reason": "invalid", **place}
        raise ApiError(400, None, "Invalid Value", extra={"errors": [reason]})
    return int(text)


def resource(file: DriveFile) -> JsonObject:
    """All fields of a file that the sandbox knows."""
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "createdTime": time_text(file.created),
        "modifiedTime": time_text(file.modified),
        "version": str(file.version),
        "parents": file.parents,
        "trashed": False,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
    }


def _shown(file: DriveFile, fields: str | None) -> JsonObject:
    return parse_mask(fields or _DEFAULT_FIELDS).pick(resource(file))


def _check_type(mime_type: str | None) -> None:
    if mime_type not in {None, SPREADSHEET_TYPE}:
        raise ApiError(400, None, f"The sandbox keeps spreadsheets only, not {mime_type}.")
