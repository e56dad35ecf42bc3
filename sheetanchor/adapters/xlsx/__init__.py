"""Workbooks in files."""
