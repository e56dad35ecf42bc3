"""Workbooks in Office Open XML.

Carried both ways: tabs with their titles, ids, sizes, frozen rows and columns, and whether they are hidden;
values, formulas, number formats, bold, italic, strikethrough, colours, alignment, notes, merges; named
ranges; the spreadsheet's locale and time zone. Days are the same numbers in both, though Excel calls those
before March 1900 a day later: its calendar holds a 29 February 1900.
"""
