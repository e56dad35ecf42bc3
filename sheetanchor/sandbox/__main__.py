"""`python -m sheetanchor.sandbox`."""

from sheetanchor.sandbox.command import sandbox

sandbox()
