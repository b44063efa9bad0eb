"""What a version of a published report says: its input as JSON, its readers, its page and data, and what changed."""
