"""Many articles for a campaign from one file."""
