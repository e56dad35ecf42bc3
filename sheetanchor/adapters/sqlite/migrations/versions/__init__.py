"""One file per step, each only ever added."""
