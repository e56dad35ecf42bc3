"""The files of the account: names, times, versions, who may see them."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sheetanchor.sandbox.errors import file_not_found
from sheetanchor.sandbox.json_text import JsonObject

SPREADSHEET_TYPE = "application/vnd.google-apps.spreadsheet"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TICK = timedelta(milliseconds=1)


@dataclass
class DriveFile:
    """Times are aware, UTC; `version` grows with every change; a private one belongs to somebody else."""

    id: str
    name: str
    created: datetime
    modified: datetime
    mime_type: str = SPREADSHEET_TYPE
    version: int = 1
    private: bool = False
    parents: list[str] = field(default_factory=lambda: ["root"])
    permissions: dict[str, JsonObject] = field(default_factory=dict)


class Drive:
    """All files by id, and the order in which they changed last."""

    def __init__(self) -> None:
        self.files: dict[str, DriveFile] = {}
        self.log: list[str] = []

    def add(self, file: DriveFile) -> None:
        """Take a file in under its id."""
        self.files[file.id] = file
        self.log.append(file.id)

    def visible(self, file_id: str) -> DriveFile:
        """Raises Drive's 404 for a file that is not there or is somebody else's."""
        file = self.files.get(file_id)
        if file is None or file.private:
            raise file_not_found(file_id)
        return file

    def remove(self, file_id: str) -> None:
        """Delete for good; raises Drive's 404."""
        self.visible(file_id)
        del self.files[file_id]
        self.log.append(file_id)

    def touch(self, file_id: str, now: datetime) -> None:
        """Note a change: the version grows, the modified time moves by a millisecond at least."""
        file = self.files[file_id]
        file.version += 1
        file.modified = max(now, file.modified + _TICK)
        self.log.append(file_id)

    def newest_first(self) -> list[DriveFile]:
        """The visible files as files.list orders them."""
        visible = [file for file in self.files.values() if not file.private]
        return sorted(visible, key=lambda file: file.created)[::-1]

    def copy(self) -> "Drive":
        """An equal Drive that changes on its own."""
        other = Drive()
        other.files = {
            file_id: replace(file, parents=list(file.parents), permissions=deepcopy(file.permissions))
            for file_id, file in self.files.items()
        }
        other.log = list(self.log)
        return other
