"""The Sheets v4 API: the model of a spreadsheet, and the calls on it."""
