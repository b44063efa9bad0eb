"""Search across the articles of a team: their titles and texts, and people's highlights, notes and details."""
