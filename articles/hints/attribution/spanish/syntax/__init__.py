"""The parts of a Spanish sentence: phrases, verbs, and what follows them."""
