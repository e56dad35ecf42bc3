"""The calls of the Drive API."""

from sheetanchor.sandbox.drive import calls, change_list, permissions
from sheetanchor.sandbox.endpoints import endpoint

_FILE = "/drive/v3/files/{fileId}"
_PERMISSIONS = _FILE + "/permissions"

DRIVE = (
    endpoint("GET", "/drive/v3/files", "drive.files.list", calls.list_files),
    endpoint("POST", "/drive/v3/files", "drive.files.create", calls.create),
    endpoint("GET", _FILE, "drive.files.get", calls.get),
    endpoint("PATCH", _FILE, "drive.files.update", calls.update),
    endpoint("DELETE", _FILE, "drive.files.delete", calls.delete),
    endpoint("POST", _FILE + "/copy", "drive.files.copy", calls.copy),
    endpoint("GET", _PERMISSIONS, "drive.permissions.list", permissions.list_permissions),
    endpoint("POST", _PERMISSIONS, "drive.permissions.create", permissions.create),
    endpoint("PATCH", _PERMISSIONS + "/{permissionId}", "drive.permissions.update", permissions.update),
    endpoint("DELETE", _PERMISSIONS + "/{permissionId}", "drive.permissions.delete", permissions.delete),
    endpoint("GET", _FILE + "/comments", "drive.comments.list", calls.comments),
    endpoint("GET", _FILE + "/export", "drive.files.export", calls.export),
    endpoint(
        "GET",
        "/drive/v3/changes/startPageToken",
        "drive.changes.getStartPageToken",
        change_list.start_page_token,
    ),
    endpoint("GET", "/drive/v3/changes", "drive.changes.list", change_list.list_changes),
    endpoint("PUT", "/upload/drive/v2/files/{fileId}", "drive.files.upload", calls.upload),
)
