"""Spans: half-open stretches ``text[start:end]``, counted in Unicode code points; checked before they are kept."""

from web.errors import ProblemError
from web.i18n.lazy_message import Message

CONTEXT = 32
NO_MATCH = Message(
    "The quote does not match the text at these offsets. Offsets are half open and count Unicode "
    "code points of the frozen text."
)
OUTSIDE = Message("A span needs 0 ≤ start < end ≤ {length}; got start {start} and end {end}.")
NOT_IN_EXTRACT = Message("This round is about an extract of the text, from {first} to {last}.")
BLANK = Message("A span of nothing but white space cannot be marked.")


class SpanError(ProblemError, ValueError):
    """The offsets do not make a span of this text. The message says why."""

    code = "bad-span"


class QuoteMismatch(SpanError):
    """``text[start:end]`` is not the quote; ``found`` is what stands there."""

    status = 409
    code = "quote-mismatch"

    def __init__(self, found: str) -> None:
        super().__init__(NO_MATCH)
        self.found = found

    def extensions(self) -> dict[str, str]:
        """Return what stands at these offsets."""
        return {"found": self.found}


def check_span(text: str, start: int, end: int, quote: str) -> None:
    """The check at the door: raises ``SpanError`` or ``QuoteMismatch`` unless ``text[start:end] == quote``."""
    if not 0 <= start < end <= len(text):
        raise SpanError(OUTSIDE.format(length=str(len(text)), start=str(start), end=str(end)))
    found = text[start:end]
    if found != quote:
        raise QuoteMismatch(found)
    if not found.strip():
        raise SpanError(BLANK)


def check_inside(start: int, end: int, first: int, last: int) -> None:
    """Raises ``SpanError`` unless ``[start, end)`` lies in the extract ``[first, last)``."""
    if start < first or end > last:
        raise SpanError(NOT_IN_EXTRACT.format(first=str(first), last=str(last)))


def quote_context(text: str, start: int, end: int) -> tuple[str, str]:
    """Up to 32 code points before and after ``text[start:end]``, by which it is found again in a new revision."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
