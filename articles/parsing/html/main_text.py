"""Find the article on a page: which paragraphs belong to it, and which stand among them but do not.

trafilatura says which words it takes for the article. The page's own paragraphs are then judged one by one: those that
it found stay; those that it left out stay if they stand where the article's paragraphs stand, and are struck through
with a reason if not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from articles.parsing.html.headlines import find_headline
from articles.parsing.html.markup import Markup
from articles.parsing.html.paragraphs import Paragraph, paragraphs
from articles.parsing.html.regions import BESIDE, OTHER_ARTICLES, SHARING
from articles.text.draft import REST_OF_PAGE, Clutter, Formatting
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

SHORT = Message("short text around the article")
REPEATED = Message("the headline again")
OTHER_TEXT = Message("other text")
# A paragraph of the article of these kinds is left out by extraction for its kind, and not for what it is.
OWN_TAGS = "figcaption caption td th dt dd pre blockquote li p h2 h3 h4 h5 h6 address"
OWN_KINDS = frozenset(OWN_TAGS.split())
# What is made of parts: it stands in the article as a whole.
PARTED = ("ul", "ol", "dl", "table", "figure", "blockquote")
# Boxes in which quotations of the article stand: pull quotes and embedded posts.
QUOTABLE = (BESIDE, SHARING)
# Extraction that found fewer characters than this has mostly found nothing, and says so with some words of the page.
TOO_LITTLE = 250


class FoundArticle(NamedTuple):
    """Where the article is in the page's text: its headline, its paragraphs, and what of them is clutter.

    ``rest`` are the paragraphs of the page before and after them.
    """

    headline: Formatting | None
    spans: list[tuple[int, int]]
    clutter: list[Clutter]
    rest: list[Clutter]


def find_article(
    page: "_Element", markup: Markup, extracted: Iterable[str], title: str
) -> FoundArticle | None:
    """Return where the article is; None if it cannot be told from the page.

    ``extracted`` are the paragraphs that extraction found, ``title`` is the title that the page gives of itself.
    """
    items = paragraphs(page, markup, extracted)
    if sum(len(item.text) for item in items if item.extracted and not item.linked) < TOO_LITTLE:
        items = _of_article_element(page, items)
    if not any(item.extracted for item in items):
        return None
    headline = find_headline(items, title)
    first, end = _article_span(items, headline)
    rest = [_rest_of_page(item) for item in (*items[:first], *items[end:])]
    items = items[first:end]
    number = None if headline is None or not first <= headline < end else headline - first
    judged = _with_headings(list(judge(items, number)), number)
    return FoundArticle(
        None
        if number is None
        else Formatting(items[number].block.start, items[number].block.end, "heading", "1"),
        [(item.block.start, item.block.end) for item in items],
        [Clutter(item.block.start, item.block.end, reason) for item, reason in judged if reason],
        rest,
    )


def _rest_of_page(item: Paragraph) -> Clutter:
    part = item.reason or (OTHER_ARTICLES if item.linked else OTHER_TEXT)
    return Clutter(item.block.start, item.block.end, REST_OF_PAGE.format(part=part))


def _of_article_element(page: "_Element", items: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs; extracted are those in the page's only article element, apart from menus and links."""
    boxes = [element for name in ("article", "main") for element in page.iter(name)]
    box = boxes[0] if len({boxes[0], *page.iter("article")} if boxes else ()) == 1 else None
    return [
        replace(
            item,
            extracted=box is not None
            and not item.reason
            and not item.linked
            and _within(item.block.element, box),
        )
        for item in items
    ]


def _article_span(items: Sequence[Paragraph], headline: int | None) -> tuple[int, int]:
    """Return the first paragraph of the article's part of the page, and the one after its last."""
    extracted = [n for n, item in enumerate(items) if item.extracted and not item.reason] or [
        n for n, item in enumerate(items) if item.extracted
    ]
    first, last = extracted[0], extracted[-1]
    box = _common_box([items[n].block.element for n in extracted])
    inside = [n for n in range(len(items)) if _within(items[n].block.element, box)]
    if box.tag not in ("body", "html"):
        last = max(last, inside[-1])
        first = min(first, inside[0])
    if headline is not None and headline <= extracted[0]:
        first = headline
    return first, last + 1


def _common_box(elements: Sequence["_Element"]) -> "_Element":
    """Return the innermost element around all of ``elements``."""
    common = [*reversed([elements[0], *elements[0].iterancestors()])]
    known = {element: depth for depth, element in enumerate(common)}
    depth = len(common) - 1
    for element in elements[1:]:
        while element is not None and element not in known:
            element = element.getparent()  # noqa: PLW2901
        depth = min(depth, known.get(element, 0))
    return common[depth]


def _within(element: "_Element", box: "_Element") -> bool:
    return element is box or any(ancestor is box for ancestor in element.iterancestors())


def judge(items: Sequence[Paragraph], headline: int | None) -> Iterator[tuple[Paragraph, Message | None]]:
    """Yield each of the article's paragraphs, with the reason if it does not belong to it after all."""
    parents = {_place(item) for item in items if item.extracted}
    extracted = [n for n, item in enumerate(items) if item.extracted]
    first, last = extracted[0], extracted[-1]
    kept_before: Paragraph | None = None
    for n, item in enumerate(items):
        # A standfirst or the caption of the first picture stands between the headline and what was found.
        between = first < n < last or (headline is not None and headline < n < last and item.prose)
        above = headline is not None and n < headline
        if n == headline or (item.extracted and (item.prose or not above)):
            reason = None
        elif above and not item.prose:
            reason = item.reason or SHORT
        else:
            reason = _reason(item, kept_before, between, _place(item) in parents)
        if not reason:
            kept_before = item
        yield item, reason


def _reason(item: Paragraph, before: Paragraph | None, between: bool, beside: bool) -> Message | None:
    """Return why a paragraph that extraction left out is not part of the article.

    ``before`` is the last paragraph that is, ``between`` whether extraction found something both before and after it,
    ``beside`` whether it has the same parent as something that was found.
    """
    quoted = _quoted(item.block.element)
    if item.reason and not (quoted and item.reason in QUOTABLE):
        return item.reason
    if item.linked and not item.heading:
        listed = _list_of(item.block.element)
        introduced = before is not None and before.text.rstrip().endswith(":")
        goes_on = before is not None and listed is not None and listed is _list_of(before.block.element)
        return None if introduced or goes_on else OTHER_ARTICLES
    if _aside(item.block.element) and not quoted:
        return BESIDE
    if (between or beside) and (item.prose or quoted or item.block.element.tag in OWN_KINDS):
        return None
    return BESIDE if item.prose else SHORT


def _place(item: Paragraph) -> "_Element | None":
    """Return the element in which the paragraph stands, or the list, table or figure that it is part of."""
    element = item.block.element
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in PARTED:
            element = ancestor
    return element.getparent()


def _list_of(element: "_Element") -> "_Element | None":
    return next((e for e in (element, *element.iterancestors()) if e.tag in ("ul", "ol", "dl")), None)


def _aside(element: "_Element") -> bool:
    return any(e.tag == "aside" for e in (element, *element.iterancestors()))


def _quoted(element: "_Element") -> bool:
    return any(e.tag in ("blockquote", "q") for e in (element, *element.iterancestors()))


def _with_headings(
    judged: list[tuple[Paragraph, Message | None]], headline: int | None
) -> list[tuple[Paragraph, Message | None]]:
    """Strike through the headings under which everything is, and the headline where it is repeated."""
    result = list(judged)
    title = "" if headline is None else _plain(result[headline][0].text)
    following: Message | None = SHORT
    for n in range(len(result) - 1, -1, -1):
        item, reason = result[n]
        if n == headline:
            continue
        if title and _plain(item.text) == title:
            result[n] = (item, REPEATED)
        elif not item.heading:
            following = reason
        elif not reason and following and not item.extracted:
            result[n] = (item, following)
    return result


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
