"""PDF files drawn line by line, at given places: what typesetting programs and browsers never draw twice alike."""

import textwrap
from collections.abc import Iterable, Sequence

import pikepdf
import typst

from tests.articles.readers.make_files import saved

WIDTH, HEIGHT = 595, 842
# The width of each character of Courier, in font sizes.
CHARACTER = 0.6

# A line: left, baseline, size and text.
Drawn = tuple[float, float, float, str]


def drawn(*pages: Iterable[Drawn], **facts: str) -> bytes:
    """Return a PDF with each line drawn where it is given, in that order, in Courier."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Courier,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    for lines in pages:
        page = document.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
        page.Contents = document.make_stream(b"\n".join(map(_operators, lines)))
    for name, value in facts.items():
        document.docinfo[f"/{name}"] = value
    return saved(document)


def _operators(line: Drawn) -> bytes:
    left, baseline, size, text = line
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf 1 0 0 1 {left} {baseline} Tm ({escaped}) Tj ET".encode("cp1252")


def set_in_columns(
    paragraphs: Sequence[str], columns: int, top: float = 700, size: float = 8, lead: float = 12
) -> list[list[Drawn]]:
    """Return the lines of each column: paragraphs indented, as long as the columns are balanced."""
    gutter = 16.0
    width = (WIDTH - 120 - gutter * (columns - 1)) / columns
    characters = int(width / (CHARACTER * size))
    lines = [
        (indent, line)
        for paragraph in paragraphs
        for indent, line in enumerate(textwrap.wrap("  " + paragraph, characters))
    ]
    per_column = -(-len(lines) // columns)
    result: list[list[Drawn]] = []
    for column in range(columns):
        left = 60 + column * (width + gutter)
        part = lines[column * per_column : (column + 1) * per_column]
        result.append(
            [
                (left + (0 if n else 2 * CHARACTER * size), top - at * lead, size, text.strip())
                for at, (n, text) in enumerate(part)
            ]
        )
    return result


def line_by_line(columns: Sequence[Sequence[Drawn]]) -> list[Drawn]:
    """Return the lines of all columns from the top of the page to its foot, as some programs draw them."""
    return sorted((line for column in columns for line in column), key=lambda line: (-line[1], line[0]))


def typeset(source: str, system_fonts: bool = False) -> bytes:
    """Return what Typst makes of the source."""
    return bytes(typst.compile(source.encode(), ignore_system_fonts=not system_fonts))
