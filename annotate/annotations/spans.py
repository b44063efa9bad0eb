"""Check spans: half-open ranges ``text[start:end]``, counted in Unicode code points."""

from web.errors import ProblemError
from web.i18n.lazy_message import Message

CONTEXT_LENGTH = 32
NO_MATCH = Message(
    "The quote does not match the text at these offsets. Offsets count Unicode code points "
    "of the frozen text, and the end is not included."
)
OUTSIDE = Message("A span needs 0 ≤ start < end ≤ {length}; got start {start} and end {end}.")
NOT_IN_EXTRACT = Message("You can highlight only in the chosen excerpt, from {first} to {last}.")
BLANK = Message("You cannot highlight spaces alone.")


class SpanError(ProblemError, ValueError):
    """The offsets are not a valid span of this text. The message says why."""

    code = "bad-span"


class QuoteMismatch(SpanError):
    """``text[start:end]`` is ``actual``, not the quote."""

    status = 409
    code = "quote-mismatch"

    def __init__(self, actual: str) -> None:
        super().__init__(NO_MATCH)
        self.actual = actual

    def extensions(self) -> dict[str, str]:
        """Return the text at these offsets."""
        return {"found": self.actual}


def check_span(text: str, start: int, end: int, quote: str) -> None:
    """Raise SpanError or QuoteMismatch unless ``text[start:end] == quote`` and is not blank."""
    if not 0 <= start < end <= len(text):
        raise SpanError(OUTSIDE.format(length=str(len(text)), start=str(start), end=str(end)))
    actual = text[start:end]
    if actual != quote:
        raise QuoteMismatch(actual)
    if not actual.strip():
        raise SpanError(BLANK)


def check_inside(start: int, end: int, first: int, last: int) -> None:
    """Raise SpanError unless ``[start, end)`` lies in the extract ``[first, last)``."""
    if start < first or end > last:
        raise SpanError(NOT_IN_EXTRACT.format(first=str(first), last=str(last)))


def clip_span(text: str, span: tuple[int, int], extract: tuple[int, int]) -> tuple[int, int] | None:
    """Return the part of the span that is in the extract, None if it is blank."""
    start, end = max(span[0], extract[0]), min(span[1], extract[1])
    return (start, end) if text[start:end].strip() else None


def place_fields(text: str, start: int, end: int) -> dict[str, int | str]:
    """Return the fields that say where an annotation on ``text[start:end]`` is."""
    prefix, suffix = quote_context(text, start, end)
    return {"start": start, "end": end, "quote": text[start:end], "prefix": prefix, "suffix": suffix}


def quote_context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return up to 32 code points before and after ``text[start:end]``, to find it in a new revision."""
    return text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]
