"""The tools that people would use instead, each from PyPI in an environment of its own, in its newcomer's mode."""
