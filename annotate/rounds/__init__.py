"""Rounds: setting one up, leading it from state to state, and who is how far."""

# Migration 0003 looks these up here.
from annotate.enums import Feedback, Kind, Mode, State, When

__all__ = ["Feedback", "Kind", "Mode", "State", "When"]
