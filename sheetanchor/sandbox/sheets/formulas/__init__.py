"""Formulas: arithmetic, comparisons, references and a few functions; any other function is #NAME?."""
