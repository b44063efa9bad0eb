"""The numbers of a campaign, computed from what was handed in. Pure."""
