"""Carry the pictures of a text over to its next revision."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from articles.editing.text_edit import OffsetMap, TextEdit
from articles.text.pictures import PlacedPicture, paragraph_offsets


def carried_pictures(rows: Sequence[Sequence[Any]], edits: Sequence[TextEdit], body: str) -> list[list[Any]]:
    """Return the rows of ``Text.pictures`` for ``body``, the text after the edits.

    Each picture stays with its paragraph, or stands before what follows if that is gone.
    """
    offsets = OffsetMap(edits)
    pictures = [PlacedPicture(*row) for row in rows]
    moved = paragraph_offsets(body, [offsets.point(picture.offset) for picture in pictures])
    return [replace(picture, offset=offset).to_row() for picture, offset in zip(pictures, moved, strict=True)]
