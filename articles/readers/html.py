"""Read saved web pages: trafilatura finds where the article is, and the page's own elements are read in order."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from articles.parsing.html.headlines import without_site_name
from articles.parsing.html.links import resolve_links
from articles.parsing.html.markup import Image
from articles.parsing.html.source_url import HEAD_BYTES, url_from_json_ld, url_from_save_comment
from articles.parsing.metadata import parse_date
from articles.parsing.pictures import nothing_attached, pictures_of
from articles.parsing.plain.decoding import decode
from articles.text.characters import normalize_draft
from articles.text.draft import Draft, normalize_formatting
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from lxml.etree import _Element

    from articles.parsing.html.main_text import FoundArticle

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+(?:["']\s*+)?([\w.:-]{1,40})""", re.IGNORECASE)
MAX_DEPTH = 250
EMPTY = Message(
    "No text was found in this page. Many pages load their article only when they are "
    "opened. Select the article in your browser, copy it and paste it here."
)
TOO_DEEP = Message(
    "This page is too complex to read as a whole. Select the article in your browser, copy "
    "it and paste it here."
)
WHOLE_PAGE = Message(
    "We could not tell the article from the rest of the page, so all of the text is here. "
    "Please remove anything that isn’t part of the article."
)
PASTED = Message("pasted text")
# Characters of the page around the article. Longer ones are left out: they are mostly comments.
MAX_REST = 100_000
LONG_REST = Message(
    "The page around the article is very long and was left out. If the article’s beginning or end is missing, "
    "select it in your browser, copy it and paste it here."
)
# The elements of trafilatura that are paragraphs.
LINES = ("p", "head", "item", "cell", "quote", "code", "fw")


class HtmlReader:
    """``.html``"""

    slug = "html"
    title = Message("Web page")
    suffixes = (".html", ".htm")

    def ready(self) -> None:
        """Load trafilatura, which is slow, and the stop words that it loads for its first short page."""
        self.read(b"<p>The council met on Monday.")

    def read(self, data: bytes, attached: Callable[[str], bytes | None] = nothing_attached) -> Draft:
        """Return the article in ``data``. Raises ``Unreadable``.

        ``attached`` returns the file that comes with the page for the address of a picture, None if there is none.
        """
        with translate_parser_errors(Message("web page")):
            declared = CHARSET.search(data[:4096])
            source, notes = decode(data, declared[1].decode() if declared else "")
            page = _parse(source)
            saved_from = url_from_save_comment(data)
            resolve_links(page, saved_from)
            # Before trafilatura, which removes the scripts.
            address = saved_from or url_from_json_ld(page)
            # The parsers of trafilatura cannot read very deeply nested pages.
            draft = (_depth(page) < MAX_DEPTH and _article(page, attached)) or _whole_page(page, attached)
            return normalize_draft(
                replace(
                    draft, notes=(*notes, *draft.notes), language=_language(page), url=draft.url or address
                )
            )


def read_clipboard(source: str) -> Draft:
    """Return the draft of the HTML in a clipboard. Raises ``Unreadable``.

    All of it is the article, unless it is a whole page: the bookmarklet copies it with the comment of a saved page.
    """
    from articles.parsing.html.markup import markup
    from articles.parsing.html.pasted import join_runs, rewrite_pasted

    source = source.replace("\0", "")
    if url_from_save_comment(source[:HEAD_BYTES].encode("utf-8", "replace")):
        return HtmlReader().read(f"\ufeff{source}".encode("utf-8", "replace"))
    with translate_parser_errors(PASTED):
        page = _parse(source)
        rewrite_pasted(page)
        result = markup(page)
        if not result.text:
            raise Unreadable(EMPTY)
        formatting = join_runs(result.text, result.formatting)
        headings = [f for f in formatting if f.kind == "heading" and (f.start == 0 or f.value == "1")]
        title = result.text[headings[0].start : headings[0].end] if headings else ""
        return normalize_draft(
            Draft(
                result.text,
                " ".join(title.split()),
                formatting=formatting,
                clutter=result.crossed_out,
                pictures=pictures_of(result.images),
            )
        )


def _parse(source: str) -> "_Element":
    from lxml.etree import ParserError, XMLSyntaxError
    from lxml.html import HTMLParser, document_fromstring

    from articles.parsing.html.body import begin_body

    if not source.strip():
        raise Unreadable(EMPTY)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise Unreadable(EMPTY) from error
    except XMLSyntaxError as error:
        # The parser tolerates everything but a lack of memory.
        raise MemoryError from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # The parser left out the rest of the page.
        raise Unreadable(TOO_DEEP)
    begin_body(page)
    for quote in page.iter("q"):
        # trafilatura takes <q> for a block, and browsers show quotation marks around it: write them into the text.
        quote.tag, quote.text = "span", "“" + (quote.text or "")
        quote.tail = "”" + (quote.tail or "")
    for link in page.iter("a"):
        if (link.get("href") or "").startswith("#"):
            link.set("href", "")
    return page


def _depth(page: "_Element") -> int:
    from lxml.etree import iterwalk

    deepest = depth = 0
    for event, _ in iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _article(page: "_Element", attached: Callable[[str], bytes | None]) -> Draft | None:
    """Return the article with the clutter around it, or None if it cannot be told from the page."""
    import trafilatura

    from articles.parsing.html.main_text import find_article
    from articles.parsing.html.markup import markup

    extracted: Any = trafilatura.bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if extracted is None:
        return None
    result = markup(page)
    lines = [] if extracted.body is None else ["".join(e.itertext()) for e in extracted.body.iter(*LINES)]
    sharing_title = (extracted.title or "").strip()
    article = find_article(page, result, lines, sharing_title)
    if not article:
        return None
    rest = article.rest if sum(part.end - part.start for part in article.rest) <= MAX_REST else []
    draft = Draft(
        result.text,
        title=without_site_name(sharing_title, extracted.sitename or ""),
        byline=extracted.author or "",
        publication=extracted.sitename or "",
        url=extracted.url or "",
        published=parse_date(extracted.date),
        formatting=result.formatting,
        clutter=tuple(sorted((*result.crossed_out, *article.clutter, *rest), key=lambda c: c.start)),
        pictures=pictures_of(_of_article(result.images, article), attached),
        notes=() if rest or not article.rest else (LONG_REST,),
    )
    if headline := article.headline:
        title = " ".join(draft.text[headline.start : headline.end].split())
        others = [f for f in draft.formatting if f.kind != "heading" or f.start != headline.start]
        draft = replace(draft, title=title, formatting=normalize_formatting([headline, *others]))
    spans = sorted((*article.spans, *((part.start, part.end) for part in rest)))
    return draft.only(spans)


def _of_article(images: Iterable[Image], article: "FoundArticle") -> Iterator[Image]:
    """Yield the images of the article, without those of menus, of boxes beside it and of links to other articles."""
    from articles.parsing.html.regions import OTHER_ARTICLES, ClutterRegions

    first, last = article.spans[0][0], article.spans[-1][1]
    teasers = {clutter.start for clutter in article.clutter if clutter.reason == OTHER_ARTICLES}
    regions = ClutterRegions()
    for image in images:
        beside = image.offset in teasers or regions.contains(image.element)
        if first <= image.offset <= last and not beside:
            yield image


def _whole_page(page: "_Element", attached: Callable[[str], bytes | None]) -> Draft:
    from articles.parsing.html.markup import markup

    result = markup(page)
    if not result.text:
        raise Unreadable(EMPTY)
    title = " ".join(page.findtext(".//title", "").split())
    return Draft(
        result.text,
        title,
        formatting=result.formatting,
        notes=(WHOLE_PAGE,),
        clutter=result.crossed_out,
        pictures=pictures_of(result.images, attached),
    )


def _language(page: "_Element") -> str:
    return (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()[:20]
