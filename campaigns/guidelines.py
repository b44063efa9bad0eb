"""Guidelines of a campaign as HTML: Markdown's headings, lists, quotes, emphasis and links. Pure."""

from functools import cache, lru_cache

import bleach
from markdown_it import MarkdownIt
from markdown_it.token import Token

from web.markup import Markup, element

MAX_GUIDELINES = 50_000
# Without tables, for which the parser takes quadratic time, and images, which would be requests to third parties.
BLOCKS = ["heading", "lheading", "list", "blockquote", "hr"]
INLINES = ["emphasis", "link", "autolink", "backticks", "escape", "newline"]
# Guidelines stand under a heading of the page: theirs begin below it.
HEADING_OFFSET = 2
TAGS = frozenset(
    {
        "p",
        "br",
        "hr",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "em",
        "strong",
        "a",
        "code",
        "pre",
    }
)
ATTRIBUTES = {"a": ["href", "rel", "target"], "ol": ["start"]}
PROTOCOLS = {"http", "https", "mailto"}


@lru_cache(maxsize=64)
def guidelines_html(source: str) -> Markup:
    """Return guidelines as safe HTML. A text above ``MAX_GUIDELINES`` is shown as it is written."""
    if len(source) > MAX_GUIDELINES:
        return element("pre", {}, source)
    tokens = _parser().parse(source)
    for token in tokens:
        _prepare(token)
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Markup(bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS))


def _prepare(token: Token) -> None:
    """Lower headings, and open links in a tab of their own."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(6, int(token.tag[1:]) + HEADING_OFFSET)}"
    for child in token.children or ():
        if child.type == "link_open":
            child.attrs = {"href": child.attrs["href"], "rel": "noopener noreferrer", "target": "_blank"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero", {"maxNesting": 12}).enable([*BLOCKS, *INLINES])
