"""Loaded language: find the words of the lists where they push feelings, and offer neutral wordings."""
