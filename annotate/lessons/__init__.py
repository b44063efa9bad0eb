"""Lessons: what a teacher prepares once and sets for many classes."""
