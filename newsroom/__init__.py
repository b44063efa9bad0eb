"""The newsroom: search across a team's articles, sources and claims across articles, and published reports."""
