"""Articles with answer keys, and what the files say."""

import io

import pypdfium2

from annotate.codebook import read_codebook
from annotate.lessons.content import KeyAnswer, LessonArticle, LessonContent
from articles.text.draft import Formatting

TAGS = ("factual-claim", "attributed-allegation", "opinion", "loaded-language")


def lesson(
    body: str,
    quotes: dict[str, str],
    formatting: tuple[Formatting, ...] = (),
    language: str = "en",
    **fields: object,
) -> LessonContent:
    """Return a lesson with one article, whose key has a quote -> tag for each answer."""
    key = tuple(
        KeyAnswer(
            start := body.index(quote), start + len(quote), quote, tag, explanation=f"Why number {number}?"
        )
        for number, (quote, tag) in enumerate(quotes.items(), start=1)
    )
    article = LessonArticle("A title", body, formatting, language=language, key=key, **fields)
    return LessonContent("A lesson", (article,), read_codebook("four-tags"), questions=("Who says so?",))


def pdf_lines(pdf: bytes) -> list[str]:
    """Return the lines of a PDF from first to last, without its line numbers."""
    lines = []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        for page in document:
            lines += page.get_textpage().get_text_range().replace("\ufffe", "-").splitlines()
    return [line.strip() for line in lines]


def pdf_text(pdf: bytes) -> str:
    """Return the text of a PDF in one line."""
    return " ".join(pdf_lines(pdf))


def pdf_pages(pdf: bytes) -> int:
    """Return the number of pages."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return len(document)
