"""Trying the site without an account: one article, its highlights and its report, for a day."""
