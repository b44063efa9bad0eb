"""Courses of learning platforms."""
