"""The bot's side of Telegram: application, handlers, keyboards, texts."""
