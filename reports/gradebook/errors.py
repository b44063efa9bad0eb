"""What is wrong with a gradebook, as a sentence that says what to do."""

from web.errors import ProblemError
from web.i18n.lazy_message import Message


class GradebookError(ProblemError, ValueError):
    """The file cannot be used as a gradebook."""

    code = "bad-gradebook"

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message
