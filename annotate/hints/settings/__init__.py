"""A team's settings for hints: kinds that are switched off, and words of its own."""
