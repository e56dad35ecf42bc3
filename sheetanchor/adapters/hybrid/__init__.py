"""Local first, the spreadsheet where the local side cannot answer."""
