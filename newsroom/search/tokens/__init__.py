"""Words as the search index has them, queries, and where a text matches one. Pure."""
