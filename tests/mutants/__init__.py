"""Deliberate breaks of the engine, each of which a test has to catch: `python -m tests.mutants`."""
