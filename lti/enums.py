"""The choices of the models of learning platforms. Pure."""

from enum import StrEnum


class EnrollmentRole(StrEnum):
    """What somebody is in a course."""

    TEACHER = "teacher"
    ASSISTANT = "assistant"
    PUPIL = "pupil"


class GradeBy(StrEnum):
    """What a grade is made of."""

    KEY = "key"
    HAND_IN = "hand-in"
    HIGHLIGHTS = "highlights"
    NONE = "none"


class GradeWhen(StrEnum):
    """When a grade is first sent. Later changes are sent at once."""

    ON_HAND_IN = "on-hand-in"
    ON_CLOSING = "on-closing"
    ON_REVEAL = "on-reveal"
