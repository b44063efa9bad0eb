"""A worksheet and a key sheet as plain values, which the writers of PDF and DOCX lay out. Pure.

A ``Worksheet`` is made of the article, the tags and the questions alone, so that it cannot show an answer. A
``KeySheet`` adds the answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotate.tag import Tag
from articles.text.blocks import Block, blocks, formatted_pieces
from articles.text.draft import Formatting
from reports.rendering.direction import is_right_to_left
from reports.rendering.printed_picture import PrintedPicture
from web.errors import ProblemError
from web.i18n.lazy_message import Message

# Some sixty pages: nobody hands out more.
MAX_CHARACTERS = 100_000
# On paper, in millimetres.
PICTURE_SIZE = 80, 55
TOO_LONG = Message(
    "This text is too long for a worksheet: it has {count} characters, and up to {most} are possible. "
    "Choose an excerpt in the settings first."
)


class WorksheetTooLong(ProblemError):
    """The text has more characters than MAX_CHARACTERS."""

    code = "worksheet-too-long"


class SheetRun(NamedTuple):
    """A stretch of text with the same formatting and the same answers (numbers) throughout."""

    text: str
    emphasis: bool
    strong: bool
    answers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


class SheetBlock(NamedTuple):
    """A block of the article; ``kind``, ``level`` and ``time`` are those of ``Block``."""

    kind: str
    level: int
    start: int
    time: str
    runs: tuple[SheetRun, ...]

    @property
    def text(self) -> str:
        """Return the text of the block."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class SheetArticle:
    """An article as it is printed. ``facts`` are publication, author and date; ``extract`` is [start, end) or None.

    ``pictures`` stand before the block at their offset, or after the last one.
    """

    title: str
    facts: str
    language: str
    body: str
    formatting: tuple[Formatting, ...]
    extract: tuple[int, int] | None
    pictures: Mapping[int, Sequence[PrintedPicture]]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What is on a worksheet. ``for_class``: a pupil writes the name of the class on it."""

    article: SheetArticle
    tags: tuple[Tag, ...]
    instructions: str
    questions: tuple[str, ...]
    blocks: tuple[SheetBlock, ...]
    for_class: bool = True

    @property
    def has_headline(self) -> bool:
        """Return whether the article begins with its headline, so that the title need not stand above it."""
        return bool(self.blocks) and self.blocks[0].level == 1 and self.blocks[0].start == 0

    @property
    def is_right_to_left(self) -> bool:
        """Return whether the article is written from right to left."""
        return is_right_to_left("".join(block.text for block in self.blocks))

    @property
    def printed_pictures(self) -> dict[int, list[PrintedPicture]]:
        """Return the pictures before the blocks that are printed, and after the last one of the article."""
        article = self.article
        offsets = {block.start for block in self.blocks}
        if article.extract is None or article.extract[1] >= len(article.body):
            offsets.add(len(article.body))
        return {offset: list(group) for offset, group in article.pictures.items() if offset in offsets}


class SheetAnswer(NamedTuple):
    """An answer of the key. ``also`` are tags that are right too, ``details`` rows of (label, value).

    ``number`` is 0 until ``build_key_sheet`` numbers the answers.
    """

    number: int
    start: int
    end: int
    tag: Tag
    also: tuple[Tag, ...]
    exact: bool
    quote: str
    explanation: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeySheet:
    """The answers beside the article. The blocks of ``worksheet`` are cut where answers begin and end."""

    worksheet: Worksheet
    answers: tuple[SheetAnswer, ...]


def build_worksheet(
    article: SheetArticle,
    tags: Sequence[Tag],
    instructions: str,
    questions: Sequence[str],
    for_class: bool = True,
) -> Worksheet:
    """Return the worksheet. Raise ``WorksheetTooLong``."""
    printed = _printed_blocks(article)
    rows = tuple(_cut(article.body, block, ()) for block in printed)
    used = tuple(tag for tag in tags if not tag.archived)
    return Worksheet(article, used, instructions.strip(), tuple(questions), rows, for_class)


def build_key_sheet(worksheet: Worksheet, tags: Sequence[Tag], answers: Iterable[SheetAnswer]) -> KeySheet:
    """Return the key sheet of a worksheet, with the answers in its text numbered in their order.

    Of an archived tag that the key uses, the legend says what it means, too.
    """
    article = worksheet.article
    printed = _printed_blocks(article)
    numbered = _numbered(article.body, printed, answers)
    needed = {tag.slug for answer in numbered for tag in (answer.tag, *answer.also)}
    legend = tuple(tag for tag in tags if not tag.archived or tag.slug in needed)
    waiting, current, rows = list(reversed(numbered)), list[SheetAnswer](), []
    for block in printed:
        while waiting and waiting[-1].start < block.end:
            current.append(waiting.pop())
        current = [answer for answer in current if answer.end > block.start]
        rows.append(_cut(article.body, block, current))
    return KeySheet(replace(worksheet, tags=legend, blocks=tuple(rows)), tuple(numbered))


def _numbered(body: str, printed: Sequence[Block], answers: Iterable[SheetAnswer]) -> list[SheetAnswer]:
    """Number the answers, cut to what is printed, without those of which nothing is."""
    if not printed:
        return []
    rows = []
    for answer in answers:
        start, end = max(answer.start, printed[0].start), min(answer.end, printed[-1].end)
        words = body[start:end]
        if words.strip():
            start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            rows.append(answer._replace(start=start, end=end))
    rows.sort(key=lambda answer: (answer.start, answer.end))
    return [answer._replace(number=number) for number, answer in enumerate(rows, start=1)]


def _printed_blocks(article: SheetArticle) -> list[Block]:
    """Return the blocks that the extract touches, as pages show them."""
    first, last = article.extract or (0, len(article.body))
    printed = [
        block
        for block in blocks(article.body, article.formatting)
        if block.start < last and block.end > first
    ]
    count = sum(block.end - block.start for block in printed)
    if count > MAX_CHARACTERS:
        raise WorksheetTooLong(TOO_LONG.format(count=count, most=MAX_CHARACTERS))
    return printed


def _cut(body: str, block: Block, answers: Sequence[SheetAnswer]) -> SheetBlock:
    edges = {block.start, block.end}
    spans = [(answer.start, answer.end) for answer in answers] + [(f.start, f.end) for f in block.inline]
    for start, end in spans:
        edges |= {max(start, block.start), min(end, block.end)}
    runs = []
    for start, end, formatting in formatted_pieces(block.inline, sorted(edges)):
        kinds = {item.kind for item in formatting}
        inside = [answer for answer in answers if answer.start < end and answer.end > start]
        runs.append(
            SheetRun(
                body[start:end],
                "emphasis" in kinds,
                "strong" in kinds,
                tuple(answer.number for answer in inside),
                tuple(answer.number for answer in inside if answer.start == start),
                tuple(answer.number for answer in inside if answer.end == end),
            )
        )
    return SheetBlock(block.kind, block.level, block.start, block.time, tuple(runs))
