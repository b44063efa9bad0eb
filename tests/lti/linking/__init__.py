"""Choosing what a link opens."""
