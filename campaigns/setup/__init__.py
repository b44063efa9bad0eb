"""Setting up a campaign: its settings, its people, its articles, and who is to annotate what."""
