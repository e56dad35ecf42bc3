"""Updates that Telegram sends to a bot: where to, in which order, and again where they were not taken."""
