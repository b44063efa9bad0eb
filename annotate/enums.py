"""How a round runs: its modes, its states and what leads from one to the next, and what feedback says when."""

from enum import StrEnum


class RoundMode(StrEnum):
    """Whether people see each other's marks while they mark."""

    OPEN = "open"
    INDEPENDENT = "independent"


class RoundState(StrEnum):
    """Draft: being set up. Open: people mark. Closed: nobody marks. Revealed: everybody sees everything."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"


# What is revealed has been seen: there is no way back.
NEXT_STATES = {
    RoundState.DRAFT: (RoundState.OPEN,),
    RoundState.OPEN: (RoundState.CLOSED, RoundState.REVEALED),
    RoundState.CLOSED: (RoundState.OPEN, RoundState.REVEALED),
    RoundState.REVEALED: (),
}


class LayerKind(StrEnum):
    """What a layer is: one reader's marks, the teacher's answers, or what the team agreed on."""

    READER = "reader"
    KEY = "key"
    SETTLED = "settled"


class Feedback(StrEnum):
    """What a reader is told beside the key: nothing, how much is right, where, or the key with explanations."""

    NONE = "none"
    PERCENTAGE = "percentage"
    WHERE = "where"
    KEY = "key"


class FeedbackTiming(StrEnum):
    """When feedback is given."""

    AT_ONCE = "at once"
    ON_SUBMISSION = "on submission"
    ON_REVEAL = "on reveal"


class Tolerance(StrEnum):
    """How well a mark must fit an answer of the key: to the word, or by any overlap."""

    EXACT = "exact"
    OVERLAP = "overlap"


def feedback_due(feedback: str, when: str, state: str, submitted: bool) -> Feedback:
    """What a reader is told now. In a round that is revealed nothing has to wait any more."""
    due = (
        when == FeedbackTiming.AT_ONCE
        or state == RoundState.REVEALED
        or (when == FeedbackTiming.ON_SUBMISSION and submitted)
    )
    return Feedback(feedback) if due else Feedback.NONE
