"""Handing out articles: who gets which next, what lapses, what counts, and what stays incomplete."""
