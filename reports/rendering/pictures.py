"""The pictures of a report's text, for files that contain them."""

from base64 import b64encode
from collections.abc import Iterator

from articles.text.html import ShownPicture
from articles.text.pictures import MEDIA_TYPES, PlacedPicture, file_ending
from reports.analysis.report import Report


def picture_files(report: Report) -> list[tuple[PlacedPicture, bytes]]:
    """Return the pictures in the order of the text, with their files."""
    # The formats are also loaded where files are imported, which is without a database.
    from articles.access import read_pictures

    places = report.text.pictures
    contents = read_pictures(report.article.id, [place.id for place in places]) if places else {}
    return [(place, contents[place.id]) for place in places if place.id in contents]


def embedded_pictures(report: Report) -> Iterator[ShownPicture]:
    """Yield the pictures with their files in their addresses, for a page that loads nothing."""
    for place, content in picture_files(report):
        media_type = MEDIA_TYPES[file_ending(content)]
        yield ShownPicture(place, f"data:{media_type};base64,{b64encode(content).decode()}")
