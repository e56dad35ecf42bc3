"""The requests of spreadsheets.batchUpdate, one file per group."""
