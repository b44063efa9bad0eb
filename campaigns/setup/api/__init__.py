"""The API of setting up campaigns."""
