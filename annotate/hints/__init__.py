"""Cue hints in rounds: who sees which of them when, asking for the next one, and what readers made of them."""
