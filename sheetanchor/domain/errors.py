"""Every error that sheetanchor raises on purpose, in branches by who can act on it.

A message names the table, row, cell or setting, says what was left untouched and what to do.
Callers tell errors apart by class, never by text.
"""


class SheetanchorError(Exception):
    """The root: everything below is raised on purpose."""


class InputError(SheetanchorError):
    """The person at the keyboard can act: what was typed cannot be taken as it stands."""


class SheetContentError(SheetanchorError):
    """Whoever edits the spreadsheet can act: a cell, header or tab cannot be read without guessing."""


class OperatorError(SheetanchorError):
    """Whoever runs the program can act: a setting, credential, permission or file is wrong."""


class PassingError(OperatorError):
    """Whoever runs the program can act, and it may pass by itself, as a full disk may: try again."""


class RemoteError(SheetanchorError):
    """Nobody here can act but time: a service on the network failed or refused for now."""


class PluginError(SheetanchorError):
    """The author of a plugin can act: a declaration or hook does not hold."""
