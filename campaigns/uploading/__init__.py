"""Articles of a campaign from a bulk upload."""
