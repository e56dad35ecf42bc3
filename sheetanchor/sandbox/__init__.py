"""A local Google Sheets v4, Drive v3 and Telegram Bot API over HTTP, for tests, demos and offline work.

It imports nothing of the rest of the package: clients talk to it by base URL, as they would to Google.
"""
