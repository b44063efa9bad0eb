"""Datasets of campaigns."""
