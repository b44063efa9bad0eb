"""Work that takes longer than a second, done in a thread apart from those that answer requests."""
