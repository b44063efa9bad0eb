"""The pictures of a report's text, for files that contain them."""

from base64 import b64encode
from collections.abc import Iterator
from typing import NamedTuple

from articles.text.html import ShownPicture
from articles.text.pictures import MEDIA_TYPES, PlacedPicture, file_ending
from reports.analysis.report import Report

# On paper, in millimetres: nearly as wide as the text, and a third of a page high, at most.
MAX_WIDTH, MAX_HEIGHT = 130, 80
MILLIMETRES_PER_PIXEL = 25.4 / 130


class PrintedPicture(NamedTuple):
    """A picture with its file, jpg or png, and its size on paper in millimetres."""

    content: bytes
    ending: str
    alt: str
    width: float
    height: float


def printed_pictures(report: Report) -> dict[int, list[PrintedPicture]]:
    """Return the pictures by the offset of the block before which they stand."""
    pictures: dict[int, list[PrintedPicture]] = {}
    for place, content in _files(report):
        width, height = place.width * MILLIMETRES_PER_PIXEL, place.height * MILLIMETRES_PER_PIXEL
        scale = min(1, MAX_WIDTH / width, MAX_HEIGHT / height)
        picture = PrintedPicture(content, file_ending(content), place.alt, width * scale, height * scale)
        pictures.setdefault(place.offset, []).append(picture)
    return pictures


def embedded_pictures(report: Report) -> Iterator[ShownPicture]:
    """Yield the pictures with their files in their addresses, for a page that loads nothing."""
    for place, content in _files(report):
        media_type = MEDIA_TYPES[file_ending(content)]
        yield ShownPicture(place, f"data:{media_type};base64,{b64encode(content).decode()}")


def _files(report: Report) -> list[tuple[PlacedPicture, bytes]]:
    """Return the pictures in the order of the text, with their files."""
    # The formats are also loaded where files are imported, which is without a database.
    from articles.access import read_pictures

    places = report.text.pictures
    contents = read_pictures(report.article.id) if places else {}
    return [(place, contents[place.id]) for place in places if place.id in contents]
