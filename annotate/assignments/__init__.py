"""Assignments: what a class got from a lesson, worked through, answered, handed in and settled as a whole."""
