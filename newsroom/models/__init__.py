"""The models of the newsroom, one file per feature."""
