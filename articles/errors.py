"""The errors of an article that cannot be read."""

from web.errors import ProblemError
from web.i18n.lazy_message import Message


class Unreadable(ProblemError):
    """A file or a text cannot be read. ``message`` says to the uploader what is wrong and what to do."""

    code = "unreadable"

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class NotFetched(Unreadable):
    """No article could be fetched from a web address. ``message`` says why and what else to do."""

    code = "not-fetched"


class NeedsTextRecognition(Unreadable):
    """A file has ``pages`` pages with pictures of text, but no text. ``message`` says what can be done elsewhere."""

    def __init__(self, message: Message, pages: int) -> None:
        super().__init__(message)
        self.pages = pages
