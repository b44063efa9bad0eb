"""Decide whether two claims are the same claim, and say why. Pure; ``docs/claims.md`` says what counts as the same."""
