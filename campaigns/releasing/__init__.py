"""Releasing complete articles to leads, and revealing them to everyone."""
