"""Render the blocks of a text as HTML. Each block has its offset, so that a page can count code points.

Pictures stand between the blocks and have no offset: they are no part of the text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.text.blocks import Block, blocks, formatted_pieces
from articles.text.draft import Formatting, Kind
from articles.text.pictures import PlacedPicture, shown_size
from web.i18n.lazy_message import Message
from web.markup import Markup, element, join

# Browsers change a carriage return to a line feed, and drop some of the others.
CONTROL = re.compile("[\x01-\x08\x0b-\x1f]")
NESTING = ("uncertain", "link", "strong", "emphasis")  # innermost first


ENLARGE, ENLARGE_THIS = Message("Enlarge the picture"), Message("Enlarge the picture: {description}")


class ShownPicture(NamedTuple):
    """A picture at its ``address``, which is a link with a ``label``, or no link if that is ""."""

    place: PlacedPicture
    address: str
    label: str = ""


def linked_pictures(
    pictures: Iterable[PlacedPicture], address: Callable[[int], str], translate: Callable[[Message], str]
) -> tuple[ShownPicture, ...]:
    """Return the pictures as links to their files; ``address`` returns where the file of a picture is."""
    return tuple(
        ShownPicture(
            picture,
            address(picture.id),
            translate(ENLARGE_THIS.format(description=picture.alt) if picture.alt else ENLARGE),
        )
        for picture in pictures
    )


@lru_cache(maxsize=64)
def text_html(
    body: str,
    formatting: tuple[tuple[int, int, Kind, str], ...],
    follow: bool = False,
    extract: tuple[int, int] | None = None,
    pictures: tuple[ShownPicture, ...] = (),
) -> str:
    """Return the text as safe HTML (cached), with its pictures.

    Unless ``follow`` is set, links are shown but cannot be followed, since a click on the text is for annotating it.
    Of an ``extract``, [start, end) in code points, only the blocks that it touches are rendered.
    """
    rows = [Formatting(*row) for row in formatting]
    first, last = extract or (0, len(body))
    figures = figures_by_offset(pictures)
    parts: list[str] = []
    for block in blocks(body, rows):
        if block.start < last and block.end > first:
            runs = [run_html(body[start:end], inline, follow) for start, end, inline in inline_runs(block)]
            parts += [*figures.get(block.start, ()), block_html(block, runs)]
    return "\n".join([*parts, *(figures.get(len(body), ()) if last >= len(body) else ())])


def figures_by_offset(pictures: Iterable[ShownPicture]) -> dict[int, list[Markup]]:
    """Return the pictures as HTML, by the offset of the block before which they stand."""
    figures: dict[int, list[Markup]] = {}
    for picture in pictures:
        figures.setdefault(picture.place.offset, []).append(_figure(picture))
    return figures


def _figure(picture: ShownPicture) -> Markup:
    """Return a picture in the size in which it is shown, so that nothing moves when it is loaded."""
    place, address, label = picture
    width, height = shown_size(place.width, place.height)
    image = element(
        "img",
        {
            "src": address,
            "alt": place.alt,
            "width": width,
            "height": height,
            "loading": "lazy",
            "decoding": "async",
        },
    )
    link = element("a", {"href": address, "aria-label": label, "draggable": "false"}, image)
    return element("figure", {"class": "picture"}, link if label else image)


def block_html(block: Block, runs: Iterable[Markup]) -> Markup:
    """Return the element of a block, with its runs inside."""
    tag, attributes = {
        "heading": (f"h{block.level}", {}),
        "quotation": ("blockquote", {}),
        "item": ("div", {"class": "item"}),
    }.get(block.kind, ("p", {}))
    if block.time:
        # A style sheet shows it beside the block; it is no part of the text.
        attributes = attributes | {"data-time": block.time}
    return element(tag, attributes | {"data-start": block.start, "dir": "auto"}, *runs)


def inline_runs(block: Block, cuts: Iterable[int] = ()) -> list[tuple[int, int, Sequence[Formatting]]]:
    """Return (start, end, formatting) of the block's runs, cut at ``cuts`` and where inline formatting begins or ends.

    The cuts lie in the block.
    """
    edges = sorted({block.start, block.end, *cuts, *(e for f in block.inline for e in (f.start, f.end))})
    return list(formatted_pieces(block.inline, edges))


def run_html(text: str, formatting: Sequence[Formatting], follow: bool = False) -> Markup:
    """Return a run of text in its inline formatting."""
    html = Markup(CONTROL.sub(lambda match: f"&#{ord(match[0])};", join([text])))
    for item in sorted(formatting, key=lambda f: NESTING.index(f.kind)):
        html = _wrap(html, item, follow)
    return html


def _wrap(html: Markup, formatting: Formatting, follow: bool) -> Markup:
    if formatting.kind == "link":
        if follow and formatting.value.lower().startswith(("http://", "https://")):
            return element("a", {"href": formatting.value, "rel": "noreferrer"}, html)
        return element("span", {"class": "link", "title": formatting.value}, html)
    if formatting.kind == "uncertain":
        return element("u", {"class": "uncertain", "data-confidence": formatting.value}, html)
    return element("em" if formatting.kind == "emphasis" else "strong", {}, html)
