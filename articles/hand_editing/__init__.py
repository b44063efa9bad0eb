"""Change a text by hand: under review, or as a correction of a text that is annotated."""
