"""Files that cannot become a spreadsheet, and spreadsheets that cannot become a file."""

from sheetanchor.sandbox.errors import SandboxError


class FileFormatError(SandboxError):
    """The file, or the cell, that does not fit; nothing was loaded or written."""
