"""Coverage-guided fuzzing, an hour a target: ``python -m tests.fuzz TARGET [SECONDS]``. One file a target.

What was found is in ``tests/fuzz/corpus/TARGET``: the tests try it anew each time (``tests/test_corpus.py``).
"""
