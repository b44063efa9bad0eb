"""Tests of changing a text by hand, through its pages."""
