"""Drive v2's resource of a file, which only the upload of a CSV still answers with."""

from sheetanchor.sandbox.drive.files import DriveFile
from sheetanchor.sandbox.drive.times import time_text
from sheetanchor.sandbox.json_text import JsonObject

_EXPORTS = {
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "text/tab-separated-values": "tsv",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "application/zip": "zip",
}


def v2_resource(file: DriveFile, owner: str) -> JsonObject:
    """The parts of it that a client may look at; the many flags of what the owner may do are left out."""
    link = f"https://www.googleapis.com/drive/v2/files/{file.id}"
    export = f"https://docs.google.com/spreadsheets/export?id={file.id}&exportFormat="
    person = {"kind": "drive#user", "displayName": owner, "isAuthenticatedUser": True, "emailAddress": owner}
    labels = dict.fromkeys(("starred", "hidden", "trashed", "restricted"), False)
    return {
        "kind": "drive#file",
        "id": file.id,
        "etag": f'"{file.version}"',
        "selfLink": link,
        "alternateLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk",
        "title": file.name,
        "mimeType": file.mime_type,
        "labels": {**labels, "viewed": True},
        "createdDate": time_text(file.created),
        "modifiedDate": time_text(file.modified),
        "version": str(file.version),
        "parents": [{"kind": "drive#parentReference", "id": parent} for parent in file.parents],
        "exportLinks": {kind: export + word for kind, word in _EXPORTS.items()},
        "ownerNames": [owner],
        "owners": [person],
        "lastModifyingUserName": owner,
        "lastModifyingUser": person,
        "editable": True,
        "shared": False,
    }
