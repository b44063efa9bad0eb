"""Pictures of an article: what their files may be, and where they stand in a text."""

from base64 import b64decode, b64encode
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from articles.text.blocks import PARAGRAPH
from articles.text.draft import Picture

MAX_PICTURES = 30
# Of the longer side, in pixels; and of the file.
MAX_SIDE, MAX_BYTES = 1_600, 300 * 1024
MAX_ALT = 500
# A picture is shown at most this wide and high, in CSS pixels: as wide as the column, and not much higher.
SHOWN_WIDTH, SHOWN_HEIGHT = 680, 440
# How the files of the two formats begin.
ENDINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A stored picture in a text, before the paragraph that begins at ``offset``, or after the last one."""

    id: int
    offset: int
    width: int
    height: int
    alt: str

    def to_row(self) -> list[Any]:
        """Return the values in order, as ``Text.pictures`` stores them."""
        return list(astuple(self))


def shown_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in which pages show a picture of this size, in CSS pixels."""
    scale = min(1, SHOWN_WIDTH / width, SHOWN_HEIGHT / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def file_ending(content: bytes) -> str:
    """Return jpg or png. Raises ``ValueError`` for other files."""
    for beginning, ending in ENDINGS.items():
        if content.startswith(beginning):
            return ending
    raise ValueError("the picture is neither a JPEG nor a PNG file")


def paragraph_offsets(text: str, offsets: Iterable[int]) -> list[int]:
    """Return for each offset where the paragraph begins that contains it or follows it, the text's length after all."""
    spans = [match.span() for match in PARAGRAPH.finditer(text)]
    ends = [end for _, end in spans]
    result = []
    for offset in offsets:
        number = bisect_right(ends, offset)
        result.append(spans[number][0] if number < len(spans) else len(text))
    return result


def pictures_to_json(pictures: Iterable[Picture]) -> list[list[Any]]:
    """Return the pictures as rows of JSON values, for ``pictures_from_json``."""
    return [[p.offset, b64encode(p.content).decode(), p.alt, p.width, p.height] for p in pictures]


def pictures_from_json(rows: Sequence[Sequence[Any]], text: str) -> tuple[Picture, ...]:
    """Return the pictures of a text. Raises ``ValueError`` or ``TypeError`` if they are not as they may be stored.

    The rows come from a process that a hostile file may have taken over.
    """
    if len(rows) > MAX_PICTURES:
        raise ValueError("too many pictures")
    pictures = [
        Picture(offset, b64decode(content, validate=True), alt, width, height)
        for offset, content, alt, width, height in rows
    ]
    for picture in pictures:
        file_ending(picture.content)
        numbers = (picture.offset, picture.width, picture.height)
        if not all(type(number) is int for number in numbers) or not isinstance(picture.alt, str):
            raise TypeError("a picture has values of other types")
        if not (0 <= picture.offset <= len(text) and len(picture.content) <= MAX_BYTES):
            raise ValueError("a picture is outside of the text, or too large")
        if not (0 < picture.width <= MAX_SIDE and 0 < picture.height <= MAX_SIDE):
            raise ValueError("a picture has an impossible size")
        if len(picture.alt) > MAX_ALT or "\0" in picture.alt:
            raise ValueError("a picture has an impossible alternative text")
        picture.alt.encode()
    return tuple(pictures)
