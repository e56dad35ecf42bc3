"""The calls on changes: what happened to files since a page token."""

from sheetanchor.sandbox.call import Call
from sheetanchor.sandbox.drive.calls import resource, whole_number
from sheetanchor.sandbox.drive.times import time_text
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import parse_mask

_DEFAULT_PAGE = 100
_FILE_FIELDS = "file(kind,id,name,mimeType)"
_DEFAULT_FIELDS = (
    f"kind,newStartPageToken,nextPageToken,changes(kind,type,changeType,time,removed,fileId,{_FILE_FIELDS})"
)


def start_page_token(call: Call) -> JsonObject:
    """changes.getStartPageToken: the changes from now on."""
    return {"kind": "drive#startPageToken", "startPageToken": str(len(call.world.drive.log) + 1)}


def list_changes(call: Call) -> JsonObject:
    """changes.list: each file once per page, where it changed last."""
    drive = call.world.drive
    start = whole_number(call, "pageToken", 0) - 1
    size = whole_number(call, "pageSize", _DEFAULT_PAGE)
    page = drive.log[start : start + size]
    last_first = dict.fromkeys(reversed(page))
    end = start + len(page)
    more = end < len(drive.log)
    answer: JsonObject = {"kind": "drive#changeList"}
    answer["nextPageToken" if more else "newStartPageToken"] = str(end + 1)
    answer["changes"] = [_change(call, file_id) for file_id in reversed(last_first)]
    return parse_mask(call.query.get("fields") or _DEFAULT_FIELDS).pick(answer)


def _change(call: Call, file_id: str) -> JsonObject:
    file = call.world.drive.files.get(file_id)
    gone = file is None or file.private
    change: JsonObject = {"kind": "drive#change", "type": "file", "changeType": "file", "removed": gone}
    change["time"] = time_text(call.world.now() if file is None else file.modified)
    change["fileId"] = file_id
    if file is not None and not gone:
        change["file"] = resource(file)
    return change
