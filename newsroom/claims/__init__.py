"""Claims across the articles of a team."""
