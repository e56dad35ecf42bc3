"""The buttons under the bot's messages and the data that they send."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

CLOCK_IN = "clock_in"
RANKS = "ranks"
MENU = "menu"


def menu() -> InlineKeyboardMarkup:
    """What can be done from the start."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Start a shift", callback_data=CLOCK_IN)],
            [InlineKeyboardButton("Ranks", callback_data=RANKS)],
        ]
    )


def back(again: str) -> InlineKeyboardMarkup:
    """Read the same screen anew, or return to the menu."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("Refresh", callback_data=again),
                InlineKeyboardButton("Menu", callback_data=MENU),
            ]
        ]
    )
