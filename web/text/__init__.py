"""Text that people type: what can be seen of it, and what looks alike."""
