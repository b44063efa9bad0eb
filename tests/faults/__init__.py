"""Kill each part of a running site under load, and check that nothing that was acknowledged is lost.

``python -m tests.faults [ROUNDS]`` runs it on SQLite and on the whole stack; ``.ci/run`` does so once.
"""
