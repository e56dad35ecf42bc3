"""What people do in the chat, without Telegram: from a state and an event to a state and a screen.

`steps` and `opening` decide, as plain functions; `engine` does what they ask for and remembers it.
"""
