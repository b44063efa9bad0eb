"""Tests of releasing and revealing, and of what stays hidden until then."""
