"""Scores in the gradebook of a learning platform: its own file comes back with a column filled in."""
