"""Changing a text by hand, in a browser."""
