"""`python -m sheetanchor` is the command `sheetanchor`."""

from sheetanchor.cli.main import main

if __name__ == "__main__":
    main()
