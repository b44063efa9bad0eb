"""An article of a lesson as HTML, with the passages of its answer key on request."""

from collections.abc import Callable, Iterable, Sequence

from annotate.lessons.content import KeyAnswer, LessonArticle
from articles.text.blocks import Block, blocks
from articles.text.draft import Formatting
from articles.text.html import (
    ShownPicture,
    block_html,
    figures_by_offset,
    inline_runs,
    run_html,
    text_html,
)
from web.i18n.lazy_message import Message
from web.markup import Markup, element, join

IN_KEY = Message("Answer {number}")


def lesson_text(
    article: LessonArticle,
    prefix: str = "",
    translate: Callable[[Message], str] = str,
    pictures: tuple[ShownPicture, ...] = (),
) -> Markup:
    """Return the text that is annotated, as HTML with its pictures.

    With a ``prefix``, the passages of the key are marked and numbered, and each number links to the element whose id
    is the prefix and the number.
    """
    rows = tuple(Formatting(*row) for row in article.formatting)
    if not prefix:
        plain = tuple((row.start, row.end, row.kind, row.value) for row in rows)
        return Markup(text_html(article.body, plain, extract=article.extract, pictures=pictures))
    first, last = article.extract or (0, len(article.body))
    figures = figures_by_offset(pictures)
    parts: list[Markup] = []
    for block in blocks(article.body, rows):
        if block.start < last and block.end > first:
            parts += [*figures.get(block.start, ()), _block(article, block, prefix, translate)]
    return join([*parts, *(figures.get(len(article.body), ()) if last >= len(article.body) else ())], "\n")


def _block(article: LessonArticle, block: Block, prefix: str, translate: Callable[[Message], str]) -> Markup:
    answers = [
        (number, answer)
        for number, answer in enumerate(article.key, 1)
        if answer.start < block.end and answer.end > block.start
    ]
    runs = inline_runs(block, _cuts(block, [answer for _number, answer in answers]))
    return block_html(
        block,
        [
            _run(article.body[start:end], start, formatting, answers, prefix, translate)
            for start, end, formatting in runs
        ],
    )


def _cuts(block: Block, answers: Iterable[KeyAnswer]) -> list[int]:
    edges = (edge for answer in answers for edge in (answer.start, answer.end))
    return [edge for edge in edges if block.start <= edge <= block.end]


def _run(
    text: str,
    start: int,
    formatting: Sequence[Formatting],
    answers: Sequence[tuple[int, KeyAnswer]],
    prefix: str,
    translate: Callable[[Message], str],
) -> Markup:
    """Return a run inside a mark for each answer that covers it; the longest is outside."""
    html = run_html(text, formatting)
    covering = [(number, answer) for number, answer in answers if answer.start <= start < answer.end]
    for _number, answer in sorted(covering, key=lambda pair: pair[1].end - pair[1].start):
        html = element("mark", {"class": f"tag-{answer.tag}"}, html)
    numbers = (
        _link(number, answer, prefix, translate) for number, answer in covering if answer.start == start
    )
    return join([*numbers, html])


def _link(number: int, answer: KeyAnswer, prefix: str, translate: Callable[[Message], str]) -> Markup:
    label = translate(IN_KEY.format(number=str(number)))
    link = element("a", {"href": f"#{prefix}{number}", "aria-label": label}, str(number))
    return element("sup", {"class": f"number tag-{answer.tag}"}, link)
