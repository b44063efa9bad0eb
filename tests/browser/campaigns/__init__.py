"""Campaigns in a browser."""
