"""The page of those who lead a campaign, and the page of those who annotate in it."""
