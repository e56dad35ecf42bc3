"""What admins ask for in the chat, and what they are told unasked."""
