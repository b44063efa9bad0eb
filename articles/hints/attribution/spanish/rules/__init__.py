"""The rules for each kind of cue in Spanish."""
