"""The part of the Drive v3 API that spreadsheet clients use."""
