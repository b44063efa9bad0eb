"""Groups in a round: forming them, moving people between them, and joining on arrival."""
