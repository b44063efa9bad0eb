"""The pages on which leads set up campaigns."""
