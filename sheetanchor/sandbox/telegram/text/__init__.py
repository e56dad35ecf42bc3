"""Message texts: markup in, plain text and entities out."""
