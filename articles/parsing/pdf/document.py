"""The article of a PDF: its headline and paragraphs, from the lines of its pages."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from articles.parsing.pdf.columns import Band, bands, columns_in_order
from articles.parsing.pdf.drop_caps import with_drop_caps_joined
from articles.parsing.pdf.footnotes import with_space_after_sign, without_footnotes
from articles.parsing.pdf.headline import headline
from articles.parsing.pdf.hyphens import Words
from articles.parsing.pdf.line import Line, usual_height
from articles.parsing.pdf.page_edges import ADDRESS, BROWSER, Edge, edges
from articles.parsing.pdf.paragraphs import Block, Page, one_paragraph, paragraphs
from web.values import is_web_address


@dataclass(frozen=True, slots=True)
class Article:
    """What stands in a PDF: ``heading`` may be "", and some ``blocks`` are not part of the article."""

    heading: str
    blocks: list[Block]

    @property
    def printed_by_browser(self) -> bool:
        """Return whether a browser printed the file: its date is then the day of printing."""
        return any(block.reason == BROWSER for block in self.blocks)

    @property
    def address(self) -> str:
        """Return the address that a browser printed at the edge of the pages; "" if there is none."""
        for block in self.blocks:
            if block.reason == BROWSER and (match := ADDRESS.search(block.text)) and is_web_address(match[0]):
                return match[0]
        return ""


def article(
    pages: Sequence[Sequence[Line]],
    title: str = "",
    in_order: Container[int] = frozenset(),
    running: Container[Line] = frozenset(),
) -> Article:
    """Return the article; ``title`` is what the file's metadata calls it.

    The lines of the pages with an index in ``in_order`` are in reading order already; lines in ``running`` are known to
    be running heads.
    """
    words = Words([line.text for page in pages for line in page])
    page_edges = edges(pages, running)
    bodies = [_body(page, edge, words) for page, edge in zip(pages, page_edges, strict=True)]
    height = usual_height(line for body in bodies for line in body)
    result = [
        _page([columns_in_order(body)] if index in in_order else bands(body), edge, height, words)
        for index, (body, edge) in enumerate(zip(bodies, page_edges, strict=True))
    ]
    heading = ""
    if result:
        start, end = headline(result[0].lines, title)
        heading = one_paragraph(result[0].lines[start:end], words)
        result[0] = result[0].without(result[0].lines[start:end])
    return Article(heading, paragraphs(result, words))


def _body(page: Sequence[Line], page_edges: Sequence[Edge], words: Words) -> list[Line]:
    outside = {id(line) for edge in page_edges for line in edge.lines}
    return with_drop_caps_joined([line for line in page if id(line) not in outside], words.stands_alone)


def _page(page_bands: list[Band], page_edges: Sequence[Edge], height: float, words: Words) -> Page:
    columns: list[list[Line]] = []
    notes: list[list[Line]] = []
    for band in page_bands:
        for column in band:
            # Small type within a page is something else, like a caption.
            text, found = without_footnotes(column, height) if band is page_bands[-1] else (column, [])
            columns.append(text)
            notes += found
    above = [_outside(edge) for edge in page_edges if edge.at_top]
    below = [_outside(edge) for edge in page_edges if not edge.at_top]
    footnotes = [Block(with_space_after_sign(one_paragraph(note, words))) for note in notes]
    return Page(columns, above, footnotes + below)


def _outside(edge: Edge) -> Block:
    return Block(" ".join(line.text for line in edge.lines), edge.reason)
