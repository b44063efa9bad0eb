"""Setting up campaigns."""
