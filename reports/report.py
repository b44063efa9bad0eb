"""The report: a pure function of one text and any set of marks. The only place where a number is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from annotate.codebook import Codebook, Tag
from articles.blocks import blocks
from articles.draft import Formatting
from articles.words import Words
from reports.claims import Claim, claims
from reports.combine import Mark, Passage, combine
from reports.loaded import LoadedWord, loaded_words
from reports.segments import MarkedBlock, marked_blocks
from reports.sources import Source, sources

SOFTWARE = "Claimlight 0.1.0"


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is known of the article."""

    id: int
    title: str
    byline: str
    publication: str
    url: str
    published: date | None
    language: str


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The revision that was marked."""

    revision: int
    sha256: str
    body: str
    formatting: tuple[Formatting, ...]


@dataclass(frozen=True, slots=True)
class TagCount:
    """How much carries one tag. ``share`` is the part of the text's words under it, 0..1."""

    slug: str
    name: str
    plural: str
    passages: int
    marks: int
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class Glance:
    """The article at a glance. ``share`` is the part of the words under any mark, 0..1."""

    readers: int
    marks: int
    passages: int
    words: int
    words_marked: int
    share: float
    per_100_words: float
    tags: tuple[TagCount, ...]


@dataclass(frozen=True, slots=True)
class Opinions:
    """Numbers of the passages, by whose opinion it is."""

    author: tuple[int, ...]
    quoted: tuple[int, ...]
    unsaid: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """How the report was made. ``first`` and ``last`` are the times of the first and the last mark."""

    codebook: str
    codebook_version: int
    text_revision: int
    text_sha256: str
    readers: tuple[str, ...]
    first: str
    last: str
    software: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that page, PDF, API and exports show."""

    article: ArticleFacts
    text: TextFacts
    tags: tuple[Tag, ...]
    glance: Glance
    passages: tuple[Passage, ...]
    blocks: tuple[MarkedBlock, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    unsourced: tuple[int, ...]
    opinions: Opinions
    loaded: tuple[LoadedWord, ...]
    made: Made

    @property
    def empty(self) -> bool:
        """Nobody has marked anything yet."""
        return not self.passages


def build(article: ArticleFacts, text: TextFacts, codebook: Codebook, marks: Iterable[Mark]) -> Report:
    """The same text and marks give the same report, in whatever order the marks come."""
    passages = combine(marks)

    def tagged(slug: str) -> list[Passage]:
        return [passage for passage in passages if passage.tag == slug]

    heard, unsourced = sources(tagged("attributed-allegation"))
    return Report(
        article,
        text,
        codebook.tags,
        _glance(text.body, codebook.tags, passages),
        passages,
        marked_blocks(text.body, blocks(text.body, text.formatting), passages),
        claims(tagged("factual-claim")),
        heard,
        unsourced,
        _opinions(tagged("opinion")),
        loaded_words(tagged("loaded-language")),
        _made(text, codebook, passages),
    )


def _glance(body: str, tags: Sequence[Tag], passages: Sequence[Passage]) -> Glance:
    words = Words(body)
    marked = words.covered((p.start, p.end) for p in passages)
    marks = sum(len(p.marks) for p in passages)
    return Glance(
        readers=len({reader for p in passages for reader in p.readers}),
        marks=marks,
        passages=len(passages),
        words=len(words),
        words_marked=marked,
        share=_part(marked, len(words)),
        per_100_words=100 * _part(len(passages), len(words)),
        tags=tuple(_count(tag, [p for p in passages if p.tag == tag.slug], words) for tag in tags),
    )


def _count(tag: Tag, passages: Sequence[Passage], words: Words) -> TagCount:
    covered = words.covered((p.start, p.end) for p in passages)
    marks = sum(len(p.marks) for p in passages)
    return TagCount(tag.slug, tag.name, tag.plural, len(passages), marks, covered, _part(covered, len(words)))


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def _opinions(passages: Sequence[Passage]) -> Opinions:
    """Where readers disagree about whose it is, it is listed with the quoted ones: the stricter reading."""
    by: dict[str, list[int]] = {"author": [], "quoted": [], "": []}
    for passage in passages:
        whose = passage.said("whose")
        by[whose[-1] if whose else ""].append(passage.number)
    return Opinions(tuple(by["author"]), tuple(by["quoted"]), tuple(by[""]))


def _made(text: TextFacts, codebook: Codebook, passages: Sequence[Passage]) -> Made:
    times = sorted(mark.created for passage in passages for mark in passage.marks)
    return Made(
        codebook.title,
        codebook.version,
        text.revision,
        text.sha256,
        tuple(sorted({reader for passage in passages for reader in passage.readers})),
        times[0] if times else "",
        times[-1] if times else "",
        SOFTWARE,
    )
