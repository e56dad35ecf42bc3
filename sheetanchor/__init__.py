"""A Google spreadsheet that people edit by hand and a program's local database, kept as one."""
