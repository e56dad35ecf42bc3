"""The replica in one SQLite file, made to live on an SD card that loses its power."""
