"""Hints from a language model: what it is asked, and what of its answer is used. Pure; nothing is sent from here."""
