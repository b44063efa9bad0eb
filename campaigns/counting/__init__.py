"""Which hand-ins count, how many an article still needs, and since when it is complete."""
