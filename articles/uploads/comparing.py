"""A duplicate beside the text that was there before, by paragraphs."""

from typing import NamedTuple

from articles.models import UploadDuplicate
from articles.uploads.storing import MAX_BODY

# Paragraphs that are shown of each.
MAX_PARAGRAPHS = 60


class Paragraph(NamedTuple):
    """A paragraph; ``other`` if it is not in the text beside it."""

    text: str
    other: bool


def compared(duplicate: UploadDuplicate) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs of the duplicate, and those of the text that was there before."""
    new = _paragraphs(duplicate.body)
    old = _paragraphs(duplicate.original.body[:MAX_BODY])
    return _marked(new, old), _marked(old, new)


def _paragraphs(body: str) -> list[str]:
    return [" ".join(line.split()) for line in body.split("\n") if line.strip()]


def _marked(paragraphs: list[str], others: list[str]) -> list[Paragraph]:
    known = {paragraph.casefold() for paragraph in others}
    return [Paragraph(text, text.casefold() not in known) for text in paragraphs[:MAX_PARAGRAPHS]]
