"""Hook specifications, the manager, and the built-in tables, one file each."""
