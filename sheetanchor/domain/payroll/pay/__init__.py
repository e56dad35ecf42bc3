"""Pay of one shift: its creation, its edits, and the figures behind a recorded one."""
