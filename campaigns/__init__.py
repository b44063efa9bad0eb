"""Campaigns: many articles shared out among people of a team, their training, quality, and the dataset."""
