"""The campaign as one ZIP that a stranger understands."""
