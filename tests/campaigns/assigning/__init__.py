"""Tests of handing out articles."""
