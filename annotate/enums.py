"""The modes and states of a round, the kinds of layers, and how much feedback a reader gets when."""

from enum import StrEnum


class RoundMode(StrEnum):
    """Whose annotations people see before the round is revealed: everybody's, their own, or those of their group."""

    OPEN = "open"
    INDEPENDENT = "independent"
    GROUPS = "groups"


class RoundState(StrEnum):
    """Draft: being set up. Open: people annotate. Closed: nobody does. Revealed: everybody sees everything.

    Released: in a campaign, those who oversee rounds see everything, others only what is theirs.
    """

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    REVEALED = "revealed"


# Revealing cannot be undone: people have seen the annotations.
NEXT_STATES = {
    RoundState.DRAFT: (RoundState.OPEN,),
    RoundState.OPEN: (RoundState.CLOSED, RoundState.REVEALED),
    RoundState.CLOSED: (RoundState.OPEN, RoundState.REVEALED),
    # Only campaigns release, and reveal what they released: see rounds/releasing.py.
    RoundState.RELEASED: (),
    RoundState.REVEALED: (),
}


class LayerKind(StrEnum):
    """What a layer holds: one reader's annotations, the answer key, or the final annotations of the team."""

    READER = "reader"
    KEY = "key"
    # In the database, the API and files: "settled".
    ADJUDICATED = "settled"


class Feedback(StrEnum):
    """What a reader learns from the answer key: nothing, a score, where they are right, or the key itself."""

    NONE = "none"
    PERCENTAGE = "percentage"
    WHERE = "where"
    KEY = "key"


class FeedbackTiming(StrEnum):
    """When feedback is given."""

    AT_ONCE = "at once"
    ON_SUBMISSION = "on submission"
    ON_REVEAL = "on reveal"


class HintTiming(StrEnum):
    """When readers of a round get hints: never, once they have handed in, or one at a time when they ask."""

    OFF = "off"
    AFTER_HAND_IN = "after hand-in"
    ON_REQUEST = "on request"


class HintMoment(StrEnum):
    """Which hints of a round somebody sees now: none, those that they asked for, or all."""

    NONE = "none"
    ON_REQUEST = "on request"
    AFTER_HAND_IN = "after hand-in"


class HintResponse(StrEnum):
    """What a reader made of a hint. ``SEEN``: nothing yet."""

    SEEN = "seen"
    ADOPTED = "adopted"
    DISMISSED = "dismissed"
    MISSED = "missed"
    DISAGREE = "disagree"
    UNSURE = "unsure"


class Tolerance(StrEnum):
    """How exactly an annotation must match one of the answer key: word for word, or by any overlap."""

    EXACT = "exact"
    OVERLAP = "overlap"


def feedback_now(feedback: str, when: str, state: str, submitted: bool) -> Feedback:
    """Return the feedback that a reader gets now; in a revealed round, all that the round gives."""
    due = (
        when == FeedbackTiming.AT_ONCE
        or state == RoundState.REVEALED
        or (when == FeedbackTiming.ON_SUBMISSION and submitted)
    )
    return Feedback(feedback) if due else Feedback.NONE


def choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a model field that holds one of ``values``."""
    return [(value.value, value.value) for value in values]
