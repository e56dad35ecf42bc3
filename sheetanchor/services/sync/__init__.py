"""Bringing both sides together: one pass, when to do it, and how it stands."""
