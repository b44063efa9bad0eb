"""A whole campaign, from upload to dataset."""
