"""Shifts, pay, ranks and bonuses: pure rules, cited by the numbers of docs/payroll.md.

Nothing here reads a clock, draws a random number or does I/O: instants, the zone and the
chooser come in as arguments. Money and percentages are Decimal, instants are aware.
"""
