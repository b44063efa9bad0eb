"""Handing out articles: who gets which next, what lapses, and what stays incomplete."""
