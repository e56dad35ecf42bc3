"""Files that were uploaded, and the sizes of pictures."""

import hashlib
import re
from dataclasses import dataclass

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import bad_request

_PNG = b"\x89PNG\r\n\x1a\n"
_GIF = (b"GIF87a", b"GIF89a")
_JPEG_START = b"\xff\xd8"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_UNSAFE = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True)
class StoredFile:
    """One file of one bot; `path` is where `/file/bot<token>/` has it."""

    file_id: str
    unique_id: str
    path: str
    name: str
    media_type: str
    content: bytes

    def described(self) -> JsonObject:
        """What all file objects of the API have."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class FileStore:
    """The files of one bot; the same content twice is one file."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add(self, name: str, media_type: str, content: bytes, folder: str) -> StoredFile:
        """Keep a file; `folder` is `documents` or `photos`."""
        mark = hashlib.sha256(f"{folder}/{name}/".encode() + content).hexdigest()
        path = f"{folder}/{mark[:8]}_{_UNSAFE.sub('_', name) or 'file'}"
        stored = StoredFile(f"BQAC{mark[:40]}", f"AgAD{mark[:12]}", path, name, media_type, content)
        return self._files.setdefault(stored.file_id, stored)

    def by_id(self, file_id: str) -> StoredFile:
        """Raises BotApiError in Telegram's words."""
        if file_id not in self._files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def by_path(self, path: str) -> StoredFile | None:
        """The file at a path that `getFile` gave."""
        return next((stored for stored in self._files.values() if stored.path == path), None)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF or JPEG; raises BotApiError for anything else."""
    if content.startswith(_PNG) and len(content) >= 24:  # noqa: PLR2004  # signature, length, name, two numbers
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith(_GIF) and len(content) >= 10:  # noqa: PLR2004  # signature and two numbers
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content.startswith(_JPEG_START):
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = len(_JPEG_START)
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004  # every segment begins so
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] in _JPEG_SIZES:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + length
    raise bad_request("IMAGE_PROCESS_FAILED")
