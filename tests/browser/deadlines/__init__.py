"""Due dates in several time zones, extensions, and late work."""
