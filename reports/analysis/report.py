"""The report: a pure function of one text and any set of layers. The only place where a number is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from annotate.codebook import Codebook, Tag
from annotate.enums import LayerKind
from articles.text.blocks import blocks
from articles.text.draft import Formatting
from articles.words import Words
from reports.agreement import Agreement, agreement
from reports.analysis.claims import Claim, Finding, claims
from reports.analysis.combine import ANYBODY, Combined, Passage, combine, minimum_readers
from reports.analysis.coverage import CoverageRun
from reports.analysis.disputes import Dispute, disputes
from reports.analysis.loaded_language import LoadedSentence, LoadedWord, loaded_sentences, loaded_words
from reports.analysis.neutral_rewrite import NeutralParagraph, neutral_paragraphs
from reports.analysis.segments import MarkedBlock, marked_blocks
from reports.analysis.sources import Source, sources
from reports.analysis.summary import Summary, summarize
from reports.layers import Layer, SpanAnnotation, annotations_by_reader, layers_to_combine, text_order

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
class RoundFacts:
    """A round that the report is made of. ``hidden``: others' marks are no part of it before the reveal."""

    id: int
    mode: str
    state: str
    readers: int
    done: int
    settled: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What the report is made of: the round, the readers by name (none: all), whether names are told.

    ``character_agreement``: files for other tools hold the passages that enough readers agree on, in place of each reader's marks.
    """

    threshold: str = ANYBODY
    round: int | None = None
    readers: tuple[str, ...] = ()
    names: bool = True
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What else the report speaks of: its rounds, sources merged by hand (key of a name -> source), and findings."""

    rounds: tuple[RoundFacts, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinions:
    """Numbers of the passages, by whose opinion it is."""

    author: tuple[int, ...]
    quoted: tuple[int, ...]
    unsaid: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the report was made. ``minimum_readers`` of ``readers`` people must have marked a passage.

    ``marking`` counts those who are not done, who are no part of the agreement. ``first`` and ``last`` are the
    times of the first and the last mark.
    """

    codebook: str
    codebook_version: int
    text_revision: int
    text_sha256: str
    asked: ReportQuery
    least: int
    readers: tuple[str, ...]
    marking: int
    rounds: tuple[RoundFacts, ...]
    first: str
    last: str
    software: str


@dataclass(frozen=True, slots=True)
class ArticleAnnotations:
    """What files for other tools are made of: the part of a report for which nothing is counted.

    ``passages`` are there where the file holds them; see ``with_passages``.
    """

    article: ArticleFacts
    text: TextFacts
    tags: tuple[Tag, ...]
    marks: tuple[SpanAnnotation, ...]
    settled: tuple[SpanAnnotation, ...]
    made: Provenance
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that page, PDF, API and exports show. ``marks`` are all readers' own, whatever the threshold."""

    article: ArticleFacts
    text: TextFacts
    tags: tuple[Tag, ...]
    glance: Summary
    agreement: Agreement
    marks: tuple[SpanAnnotation, ...]
    settled: tuple[SpanAnnotation, ...]
    passages: tuple[Passage, ...]
    heat: dict[str, list[CoverageRun]]
    blocks: tuple[MarkedBlock, ...]
    disputed: tuple[Dispute, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    unsourced: tuple[int, ...]
    opinions: Opinions
    loaded: tuple[LoadedWord, ...]
    loaded_sentences: tuple[LoadedSentence, ...]
    neutral: tuple[NeutralParagraph, ...]
    made: Provenance

    @property
    def empty(self) -> bool:
        """Nobody has marked anything yet."""
        return not self.marks and not self.passages

    @property
    def statuses(self) -> dict[str, str]:
        """What each check status is called."""
        asked = [detail for tag in self.tags if tag.slug == SECTIONS["claims"][0] for detail in tag.details]
        return next((detail.choices for detail in asked if detail.slug == "status"), {})

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that this codebook has."""
        return tuple(name for name in SECTIONS if _has_section(self.tags, name))


def build_annotations(
    article: ArticleFacts,
    text: TextFacts,
    codebook: Codebook,
    layers: Iterable[Layer],
    asked: ReportQuery = ReportQuery(),
    around: ReportContext = ReportContext(),
) -> ArticleAnnotations:
    """The marks alone, in order. Raises ``ValueError`` when ``asked.threshold`` is none."""
    layers = list(layers)
    by_reader = annotations_by_reader(layers)
    enough = minimum_readers(asked.threshold, len(by_reader))
    settled = [mark for layer in layers if layer.kind == LayerKind.SETTLED for mark in layer.marks]
    marks = tuple(sorted((mark for own in by_reader.values() for mark in own), key=text_order))
    used = {mark.tag for mark in (*marks, *settled)}
    tags = tuple(tag for tag in codebook.tags if not tag.archived or tag.slug in used)
    done = annotations_by_reader(layer for layer in layers if layer.done)
    made = _provenance(text, codebook, asked, enough, by_reader, done, around.rounds)
    return ArticleAnnotations(article, text, tags, marks, tuple(sorted(settled, key=text_order)), made)


def with_passages(base: ArticleAnnotations, layers: Iterable[Layer]) -> ArticleAnnotations:
    """``base`` with its passages; the layers are those that it was made of."""
    return replace(base, passages=_combine(base, layers).passages)


def build(
    article: ArticleFacts,
    text: TextFacts,
    codebook: Codebook,
    layers: Iterable[Layer],
    asked: ReportQuery = ReportQuery(),
    around: ReportContext = ReportContext(),
) -> Report:
    """The same text, layers and wishes give the same report, in whatever order they come.

    Raises ``ValueError`` when ``asked.threshold`` is none.
    """
    layers = list(layers)
    base = build_annotations(article, text, codebook, layers, asked, around)
    marks, tags, readers = base.marks, base.tags, len(base.made.readers)
    stretches = _combine(base, layers)
    passages = stretches.passages
    done = annotations_by_reader(layer for layer in layers if layer.done)
    words = Words(text.body)
    found = blocks(text.body, text.formatting)

    def made_of(section: str) -> list[Passage]:
        slug = SECTIONS[section][0]
        return [passage for passage in passages if passage.tag == slug] if _has_section(tags, section) else []

    heard, unsourced = sources(made_of("sources"), words, article.language, around.merged)
    loaded = made_of("loaded")
    return Report(
        article,
        text,
        tags,
        summarize(words, tags, readers, marks, passages),
        agreement(text.body, done, [tag.slug for tag in tags]),
        marks,
        base.settled,
        passages,
        stretches.heat,
        marked_blocks(text.body, found, passages, stretches.heat),
        disputes(text.body, marks, readers, [tag.slug for tag in tags]),
        claims(made_of("claims"), around.findings),
        heard,
        unsourced,
        _opinions(made_of("opinions")),
        loaded_words(loaded, article.language),
        loaded_sentences(text.body, loaded, words),
        neutral_paragraphs(text.body, found, loaded),
        base.made,
    )


def _combine(base: ArticleAnnotations, layers: Iterable[Layer]) -> Combined:
    return combine(
        base.text.body, annotations_by_reader(layers_to_combine(layers)), base.made.least, base.settled
    )


def _has_section(tags: Sequence[Tag], section: str) -> bool:
    slug, details = SECTIONS[section]
    asked = {detail.slug: detail.kind for tag in tags if tag.slug == slug for detail in tag.details}
    return all(asked.get(name) == kind for name, kind in details.items())


def _opinions(passages: Sequence[Passage]) -> Opinions:
    """Where readers disagree about whose it is, it is listed with the quoted ones: the stricter reading."""
    by: dict[str, list[int]] = {"author": [], "quoted": [], "": []}
    for passage in passages:
        # A team's own codebook may offer other answers.
        whose = [said for said in passage.said("whose") if said in by]
        by[whose[-1] if whose else ""].append(passage.number)
    return Opinions(tuple(by["author"]), tuple(by["quoted"]), tuple(by[""]))


def _provenance(
    text: TextFacts,
    codebook: Codebook,
    asked: ReportQuery,
    enough: int,
    by_reader: Mapping[str, Sequence[SpanAnnotation]],
    done: Mapping[str, Sequence[SpanAnnotation]],
    rounds: tuple[RoundFacts, ...],
) -> Provenance:
    times = sorted(mark.created for marks in by_reader.values() for mark in marks)
    return Provenance(
        codebook.title,
        codebook.version,
        text.revision,
        text.sha256,
        asked,
        enough,
        tuple(by_reader),
        len(by_reader.keys() - done.keys()),
        rounds,
        times[0] if times else "",
        times[-1] if times else "",
        SOFTWARE,
    )
