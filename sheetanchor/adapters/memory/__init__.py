"""Fakes that pass the contracts of the ports they stand in for."""
