"""SQLite as Claimlight uses it: Django's own backend, with writers that queue."""
