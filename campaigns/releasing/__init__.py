"""Releasing complete articles to those who lead the campaign, and revealing what was released to those who annotate."""
