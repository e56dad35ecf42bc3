"""Spreadsheets from and to files: CSV, one file a tab, and .xlsx workbooks."""
