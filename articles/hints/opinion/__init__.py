"""The signs of an opinion in a sentence."""
