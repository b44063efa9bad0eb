"""A sign in a sentence that it may deserve a tag."""

from dataclasses import dataclass

from articles.hints.document import Document
from articles.hints.reason import excerpt


@dataclass(frozen=True, slots=True)
class Signal:
    """The tokens from ``first`` to ``last``, both included, with the ``code`` of the reason that they give.

    Of one ``group`` not every sign counts.
    """

    group: str
    code: str
    weight: float
    first: int
    last: int

    def excerpt(self, document: Document) -> str:
        """Return the words of the text for a reason."""
        start, end = document.extent(self.first, self.last)
        return excerpt(document.text[start:end])
