"""The page for people: a spreadsheet on the left, a chat with the bot on the right, the API calls below."""

from sheetanchor.sandbox.page.mounting import mount

__all__ = ["mount"]
