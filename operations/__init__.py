"""Keeping a site: its backups, its health, what it says of itself."""
