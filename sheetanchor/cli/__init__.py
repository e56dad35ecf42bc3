"""The command line: parse, call one service, render, exit with a named status."""
