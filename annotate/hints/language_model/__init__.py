"""Hints that a language model suggests, if the operator configured one and the group allows it."""
