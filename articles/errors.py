"""Why an article cannot be read."""

from web.errors import ProblemError
from web.i18n.lazy_message import Message


class Unreadable(ProblemError):
    """The bytes cannot be read. ``phrase`` says what was wrong and what to do, to a person."""

    code = "unreadable"

    def __init__(self, phrase: Message) -> None:
        super().__init__(phrase)
        self.phrase = phrase
