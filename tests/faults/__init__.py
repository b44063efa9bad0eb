"""Kills each part of a running site under load, and looks whether anything that was acknowledged is missing.

``python -m tests.faults [ROUNDS]``: on SQLite and on the whole stack; ``.ci/run`` does it once.
"""
