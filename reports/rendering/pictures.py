"""The pictures of a report's text, for files that contain them."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext

from articles.text.html import ShownPicture
from articles.text.pictures import MEDIA_TYPES, PlacedPicture, file_ending
from reports.analysis.report import Report
from reports.rendering.printed_picture import PrintedPicture, printed_picture


def printed_pictures(report: Report) -> dict[int, list[PrintedPicture]]:
    """Return the pictures by the offset of the block before which they stand."""
    pictures: dict[int, list[PrintedPicture]] = {}
    for place, content in stored_pictures(report.article.id, report.text.pictures):
        pictures.setdefault(place.offset, []).append(
            printed_picture(content, place.alt, place.width, place.height)
        )
    return pictures


def picture_files(
    pictures: dict[int, list[PrintedPicture]],
) -> tuple[dict[str, bytes], dict[str, list[dict[str, Any]]]]:
    """Return the files by name, and what a Typst template needs of the pictures, by the offset of their block."""
    files: dict[str, bytes] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for offset, group in pictures.items():
        for number, picture in enumerate(group):
            name = f"picture-{offset}-{number}.{picture.ending}"
            files[name] = picture.content
            row = {"file": name, "width": picture.width, "alt": picture.alt or gettext("Picture")}
            rows.setdefault(str(offset), []).append(row)
    return files, rows


def embedded_pictures(report: Report) -> Iterator[ShownPicture]:
    """Yield the pictures with their files in their addresses, for a page that loads nothing."""
    for place, content in stored_pictures(report.article.id, report.text.pictures):
        media_type = MEDIA_TYPES[file_ending(content)]
        yield ShownPicture(place, f"data:{media_type};base64,{b64encode(content).decode()}")


def stored_pictures(article: int, places: Sequence[PlacedPicture]) -> list[tuple[PlacedPicture, bytes]]:
    """Return the pictures of an article in the order of the text, with their files."""
    # The formats are also loaded where files are imported, which is without a database.
    from articles.access import read_pictures

    contents = read_pictures(article) if places else {}
    return [(place, contents[place.id]) for place in places if place.id in contents]
