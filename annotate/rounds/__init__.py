"""Rounds: their settings and states, reminders and progress."""

# Migration 0003 looks these up here, by these names.
from annotate.enums import Feedback
from annotate.enums import FeedbackTiming as When
from annotate.enums import LayerKind as Kind
from annotate.enums import RoundMode as Mode
from annotate.enums import RoundState as State

__all__ = ["Feedback", "Kind", "Mode", "State", "When"]
