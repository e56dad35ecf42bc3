"""Shifts, money, ranks and bonuses: one use case per file, each write one local transaction.

The rules are those of docs/payroll.md, in `domain/payroll`; here is what they read and where it is kept.
"""
