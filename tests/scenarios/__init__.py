"""Stories of a boss and a bot at one spreadsheet: each file tells one, and how both sides stand at its end.

test_old_…: faults of the program that this one replaced. test_event_…: what people and networks do.
"""
