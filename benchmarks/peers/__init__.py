"""The tools that people would use instead, each installed from PyPI in its own environment, with its defaults."""
