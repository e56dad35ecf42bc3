"""Ranks of an employee's months: reviews after a shift, rises, falls, and one reward for each rank."""
