"""Render the blocks of a text as HTML. Each block has its offset, so that a page can count code points."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from articles.text.blocks import Block, blocks, formatted_pieces
from articles.text.draft import Formatting, Kind
from web.markup import Markup, element, join

# Browsers change a carriage return to a line feed, and drop some of the others.
CONTROL = re.compile("[\x01-\x08\x0b-\x1f]")
NESTING = ("link", "strong", "emphasis")  # innermost first


@lru_cache(maxsize=64)
def text_html(
    body: str,
    formatting: tuple[tuple[int, int, Kind, str], ...],
    follow: bool = False,
    extract: tuple[int, int] | None = None,
) -> str:
    """Return the text as safe HTML (cached).

    Unless ``follow`` is set, links are shown but cannot be followed, since a click on the text is for annotating it.
    Of an ``extract``, [start, end) in code points, only the blocks that it touches are rendered.
    """
    rows = [Formatting(*row) for row in formatting]
    first, last = extract or (0, len(body))
    return "\n".join(
        _block_html(body, block, follow)
        for block in blocks(body, rows)
        if block.start < last and block.end > first
    )


def _block_html(body: str, block: Block, follow: bool) -> Markup:
    tag, attributes = {
        "heading": (f"h{block.level}", {}),
        "quotation": ("blockquote", {}),
        "item": ("div", {"class": "item"}),
    }.get(block.kind, ("p", {}))
    if block.time:
        # A style sheet shows it beside the block; it is no part of the text.
        attributes = attributes | {"data-time": block.time}
    inner = [run_html(body[start:end], formatting, follow) for start, end, formatting in inline_runs(block)]
    return element(tag, attributes | {"data-start": block.start, "dir": "auto"}, *inner)


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
    return element("em" if formatting.kind == "emphasis" else "strong", {}, html)
