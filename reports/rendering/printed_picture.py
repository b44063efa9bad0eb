"""A picture on paper and its size. Pure."""

from typing import NamedTuple

from articles.text.pictures import file_ending

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


def printed_picture(
    content: bytes, alt: str, width: int, height: int, most: tuple[int, int] = (MAX_WIDTH, MAX_HEIGHT)
) -> PrintedPicture:
    """Return a picture of this size in pixels as it is printed, at most as wide and high as ``most``."""
    wide, high = width * MILLIMETRES_PER_PIXEL, height * MILLIMETRES_PER_PIXEL
    scale = min(1, most[0] / wide, most[1] / high)
    return PrintedPicture(content, file_ending(content), alt, wide * scale, high * scale)
