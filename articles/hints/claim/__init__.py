"""The signs of a claim that can be checked."""
