"""A text's blocks as HTML. Each block says where it starts, so that a page can count code points."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

import bleach

from articles.blocks import Block, blocks
from articles.draft import Formatting

INLINE = {"link": "span", "strong": "strong", "emphasis": "em"}
ALLOWED = {
    "tags": {"h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote", "div", "em", "strong", "span"},
    "attributes": {"*": ["class", "data-start", "dir", "title"]},
}


@lru_cache(maxsize=64)
def text_html(body: str, formatting: tuple[tuple[int, int, str, str], ...]) -> str:
    """The text as safe HTML; it depends on nothing else, so it may be kept.

    Links are shown but cannot be followed: a press on the text is for marking it.
    """
    rendered = "\n".join(
        _block_html(body, block) for block in blocks(body, [Formatting(*row) for row in formatting])
    )
    return bleach.clean(rendered, **ALLOWED)


def _block_html(body: str, block: Block) -> str:
    tag, shape = {
        "heading": (f"h{block.level}", ""),
        "quotation": ("blockquote", ""),
        "item": ("div", ' class="item"'),
    }.get(block.kind, ("p", ""))
    inner = "".join(_run_html(body[start:end], on) for start, end, on in runs(block))
    return f'<{tag}{shape} data-start="{block.start}" dir="auto">{inner}</{tag}>'


def runs(block: Block) -> list[tuple[int, int, Sequence[Formatting]]]:
    """The block cut wherever inline formatting starts or ends: (start, end, what is on there)."""
    edges = sorted({block.start, block.end, *(e for f in block.inline for e in (f.start, f.end))})
    return [
        (start, end, [f for f in block.inline if f.start <= start and end <= f.end])
        for start, end in zip(edges, edges[1:], strict=False)
    ]


def _run_html(text: str, on: Sequence[Formatting]) -> str:
    html = escape(text).replace("\r", "&#13;")
    for kind, tag in INLINE.items():
        for formatting in on:
            if formatting.kind == kind:
                title = f' class="link" title="{escape(formatting.value)}"' if kind == "link" else ""
                html = f"<{tag}{title}>{html}</{tag}>"
    return html
