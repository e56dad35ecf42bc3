"""The calls of the Drive API."""

from sheetanchor.sandbox.drive import calls
from sheetanchor.sandbox.endpoints import endpoint

_FILE = "/drive/v3/files/{fileId}"

DRIVE = (
    endpoint("GET", "/drive/v3/files", "drive.files.list", calls.list_files),
    endpoint("POST", "/drive/v3/files", "drive.files.create", calls.create),
    endpoint("GET", _FILE, "drive.files.get", calls.get),
    endpoint("PATCH", _FILE, "drive.files.update", calls.update),
    endpoint("DELETE", _FILE, "drive.files.delete", calls.delete),
    endpoint("POST", _FILE + "/copy", "drive.files.copy", calls.copy),
    endpoint("GET", _FILE + "/comments", "drive.comments.list", calls.comments),
    endpoint("GET", _FILE + "/export", "drive.files.export", calls.export),
    endpoint("PUT", "/upload/drive/v2/files/{fileId}", "drive.files.upload", calls.upload),
)
