"""Corrections of a text: a new revision, and what people have made on the old one carried over to it."""
