"""The replica in SQLite, part by part."""
