"""The lead's page and the annotator's page."""
