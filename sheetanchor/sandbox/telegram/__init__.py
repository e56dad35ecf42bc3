"""A Telegram Bot API server, and the people who write to the bots on it.

Limits, wordings and the order of checks follow the published Bot API and the open server at
github.com/tdlib/telegram-bot-api. Private chats only.
"""
