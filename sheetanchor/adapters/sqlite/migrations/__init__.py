"""The history of the core tables, for alembic; run by the program when it opens the database."""
