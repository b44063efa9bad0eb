"""Coverage-guided fuzzing, an hour per target: ``python -m tests.fuzz TARGET [SECONDS]``. One module per target.

Inputs that broke something are in ``tests/fuzz/corpus/TARGET``; ``tests/test_corpus.py`` tries them every time.
"""
