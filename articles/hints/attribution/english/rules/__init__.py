"""The rules for attributions in English, one module for each kind of cue."""
