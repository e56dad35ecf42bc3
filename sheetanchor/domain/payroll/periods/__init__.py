"""Shifts summed over days, months, pay periods and fortnights, and over an employee's last few."""
