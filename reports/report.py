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
# A section is there where the codebook has its tag with these details; tag, details and their kinds.
SECTIONS = {
    "claims": ("factual-claim", {"status": "choice", "evidence": "links"}),
    "sources": ("attributed-allegation", {"source": "text", "cue": "text"}),
    "opinions": ("opinion", {"whose": "choice"}),
    "loaded": ("loaded-language", {"neutral": "text"}),
}


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

    @property
    def statuses(self) -> dict[str, str]:
        """What each check status is called."""
        asked = [detail for tag in self.tags if tag.slug == SECTIONS["claims"][0] for detail in tag.details]
        return next((detail.choices for detail in asked if detail.slug == "status"), {})

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that this codebook has."""
        return tuple(name for name in SECTIONS if _has(self.tags, name))


def build(article: ArticleFacts, text: TextFacts, codebook: Codebook, marks: Iterable[Mark]) -> Report:
    """The same text and marks give the same report, in whatever order the marks come."""
    passages = combine(marks)
    used = {passage.tag for passage in passages}
    tags = tuple(tag for tag in codebook.tags if not tag.archived or tag.slug in used)

    def made_of(section: str) -> list[Passage]:
        slug = SECTIONS[section][0]
        return [passage for passage in passages if passage.tag == slug] if _has(tags, section) else []

    heard, unsourced = sources(made_of("sources"))
    return Report(
        article,
        text,
        tags,
        _glance(text.body, tags, passages),
        passages,
        marked_blocks(text.body, blocks(text.body, text.formatting), passages),
        claims(made_of("claims")),
        heard,
        unsourced,
        _opinions(made_of("opinions")),
        loaded_words(made_of("loaded")),
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


def _has(tags: Sequence[Tag], section: str) -> bool:
    slug, details = SECTIONS[section]
    asked = {detail.slug: detail.kind for tag in tags if tag.slug == slug for detail in tag.details}
    return all(asked.get(name) == kind for name, kind in details.items())


def _part(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def _opinions(passages: Sequence[Passage]) -> Opinions:
    """Where readers disagree about whose it is, it is listed with the quoted ones: the stricter reading."""
    by: dict[str, list[int]] = {"author": [], "quoted": [], "": []}
    for passage in passages:
        # A team's own codebook may offer other answers.
        whose = [said for said in passage.said("whose") if said in by]
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
