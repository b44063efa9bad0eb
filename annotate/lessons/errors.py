"""The error of lessons whose content cannot be stored. Pure."""

from web.errors import ProblemError


class LessonError(ProblemError, ValueError):
    """Something in the lesson is not as it must be. The message says what, and where."""

    code = "bad-lesson"
