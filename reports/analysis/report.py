"""The report: a pure function of one text and any set of layers. All numbers on pages and in files come from here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from annotate.codebook import Codebook
from annotate.enums import LayerKind
from annotate.tag import Tag
from articles.text.blocks import blocks
from articles.text.draft import Formatting
from articles.text.pictures import PlacedPicture
from articles.words import Words
from reports.agreement import Agreement, agreement
from reports.analysis.claims import Claim, Finding, claims
from reports.analysis.combine import ANYBODY, Combined, Passage, combine, minimum_readers
from reports.analysis.coverage import CoverageRun
from reports.analysis.disputes import Dispute, disputes
from reports.analysis.groups import GroupComparison, GroupOfReaders, compare_groups
from reports.analysis.loaded_language import LoadedSentence, LoadedWord, loaded_sentences, loaded_words
from reports.analysis.neutral_rewrite import NeutralParagraph, neutral_paragraphs
from reports.analysis.segments import MarkedBlock, marked_blocks
from reports.analysis.sources import Source, sources
from reports.analysis.summary import Summary, summarize
from reports.analysis.unmarked_hints import FoundHints, UnmarkedHints, unmarked_hints
from reports.layers import Layer, SpanAnnotation, annotations_by_reader, layers_to_combine, text_order

SOFTWARE = "Claimlight 0.1.0"
# A report has a section if the codebook has its tag with details of these kinds: section -> (tag, details).
SECTIONS = {
    "claims": ("factual-claim", {"status": "choice", "evidence": "links"}),
    "sources": ("attributed-allegation", {"source": "text", "cue": "text"}),
    "opinions": ("opinion", {"whose": "choice"}),
    "loaded": ("loaded-language", {"neutral": "text"}),
}


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """The article's metadata."""

    id: int
    title: str
    byline: str
    publication: str
    url: str
    published: date | None
    language: str


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The revision of the text that was annotated."""

    revision: int
    sha256: str
    body: str
    formatting: tuple[Formatting, ...]
    pictures: tuple[PlacedPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round that the report includes. ``hidden``: before its reveal, others' annotations are left out."""

    id: int
    mode: str
    state: str
    readers: int
    done: int
    settled: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """The options that the report was built with; ``readers`` by name, () for all.

    ``names``: readers are named. ``agreed``: files for other tools contain the passages that enough readers agree on,
    instead of each reader's annotations. ``from_hints``: annotations made from a hint count in the agreement.
    """

    threshold: str = ANYBODY
    round: int | None = None
    readers: tuple[str, ...] = ()
    names: bool = True
    agreed: bool = False
    from_hints: bool = True


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What the report shows besides annotations: its rounds, the team's findings and merged sources.

    ``merged``: source key -> the source that it was merged into by hand. ``hand_changes``: how much people changed to
    get the text from its file, by kind (see ``articles.editing.changes``). ``hints``: those for the text, None if the
    report must not show any. ``groups``: those of rounds in which people worked in groups, once they are revealed.
    """

    rounds: tuple[RoundFacts, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    hand_changes: Mapping[str, int] = field(default_factory=dict)
    hints: FoundHints | None = None
    groups: tuple[GroupOfReaders, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything that a report is built from, as plain values."""

    article: ArticleFacts
    text: TextFacts
    codebook: Codebook
    layers: Sequence[Layer]
    query: ReportQuery = ReportQuery()
    context: ReportContext = ReportContext()


@dataclass(frozen=True, slots=True)
class Opinions:
    """The numbers of the opinion passages, by whose opinion it is."""

    author: tuple[int, ...]
    quoted: tuple[int, ...]
    unsaid: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How the report was made: passages are those that at least ``least`` of ``readers`` annotated.

    ``marking`` is how many readers are not done yet and therefore left out of the agreement. ``first`` and ``last``
    are the times of the first and the last annotation. ``from_hints`` is how many annotations were made from a hint,
    and ``requested_hints`` how many of the readers in the agreement asked for hints while annotating.
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
    changed_by_hand: Mapping[str, int]
    from_hints: int
    requested_hints: int


@dataclass(frozen=True, slots=True)
class ArticleAnnotations:
    """The part of a report that files for other tools need; no statistics are computed for it.

    ``passages`` are filled in only for files that contain them.
    """

    article: ArticleFacts
    text: TextFacts
    tags: tuple[Tag, ...]
    marks: tuple[SpanAnnotation, ...]
    settled: tuple[SpanAnnotation, ...]
    made: Provenance
    passages: tuple[Passage, ...] = ()
    hints: UnmarkedHints | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the page, the PDF, the API and the exports show.

    ``marks`` are all annotations of the readers, whatever the threshold; ``settled`` are the team's final
    annotations. ``hints`` are the hints that none of these touches, None if the report must not show any; nothing else
    in the report depends on them.
    """

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
    groups: tuple[GroupComparison, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    unsourced: tuple[int, ...]
    opinions: Opinions
    loaded: tuple[LoadedWord, ...]
    loaded_sentences: tuple[LoadedSentence, ...]
    neutral: tuple[NeutralParagraph, ...]
    hints: UnmarkedHints | None
    made: Provenance

    @property
    def empty(self) -> bool:
        """Whether nobody has annotated anything yet."""
        return not self.marks and not self.passages

    @property
    def statuses(self) -> dict[str, str]:
        """Return the check statuses of claims: slug -> name."""
        details = [detail for tag in self.tags if tag.slug == SECTIONS["claims"][0] for detail in tag.details]
        return next((detail.choices for detail in details if detail.slug == "status"), {})

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the sections that this codebook has."""
        return tuple(name for name in SECTIONS if _has_section(self.tags, name))


def build_annotations(source: ReportInput, with_passages: bool = False) -> ArticleAnnotations:
    """Return the annotations in text order. Raise ``ValueError`` if ``source.query.threshold`` is invalid."""
    by_reader = annotations_by_reader(source.layers)
    least = minimum_readers(source.query.threshold, len(by_reader))
    adjudicated = [
        annotation
        for layer in source.layers
        if layer.kind == LayerKind.ADJUDICATED
        for annotation in layer.annotations
    ]
    marks = tuple(
        sorted(
            (annotation for annotations in by_reader.values() for annotation in annotations), key=text_order
        )
    )
    used = {annotation.tag for annotation in (*marks, *adjudicated)}
    result = ArticleAnnotations(
        source.article,
        source.text,
        tuple(tag for tag in source.codebook.tags if not tag.archived or tag.slug in used),
        marks,
        tuple(sorted(adjudicated, key=text_order)),
        _provenance(source, least, by_reader),
        hints=_unmarked_hints(source),
    )
    return replace(result, passages=_combine(result, source.layers).passages) if with_passages else result


def build(source: ReportInput) -> Report:
    """Build the report. The order of the layers makes no difference.

    Raise ``ValueError`` if ``source.query.threshold`` is invalid.
    """
    base = build_annotations(source)
    article, text, context = source.article, source.text, source.context
    marks, tags, readers = base.marks, base.tags, len(base.made.readers)
    combination = _combine(base, source.layers)
    passages = combination.passages
    words = Words(text.body)
    text_blocks = blocks(text.body, text.formatting)
    slugs = [tag.slug for tag in tags]

    def section_passages(section: str) -> list[Passage]:
        slug = SECTIONS[section][0]
        return [passage for passage in passages if passage.tag == slug] if _has_section(tags, section) else []

    named_sources, unsourced = sources(section_passages("sources"), words, article.language, context.merged)
    loaded = section_passages("loaded")
    return Report(
        article,
        text,
        tags,
        summarize(words, tags, readers, marks, passages),
        agreement(text.body, _readers_in_agreement(source), slugs),
        marks,
        base.settled,
        passages,
        combination.heat,
        marked_blocks(text.body, text_blocks, passages, combination.heat),
        disputes(text.body, marks, readers, slugs),
        compare_groups(text.body, context.groups, _readers_by_round(source.layers), slugs),
        claims(section_passages("claims"), context.findings),
        named_sources,
        unsourced,
        _opinions(section_passages("opinions")),
        loaded_words(loaded, article.language),
        loaded_sentences(text.body, loaded, words, source.article.language),
        neutral_paragraphs(text.body, text_blocks, loaded),
        base.hints,
        base.made,
    )


def _unmarked_hints(source: ReportInput) -> UnmarkedHints | None:
    """Return the hints that nobody highlighted, without those whose tag the codebook does not have."""
    found = source.context.hints
    if found is None:
        return None
    annotations = [annotation for layer in source.layers for annotation in layer.annotations]
    tags = [tag.slug for tag in source.codebook.tags if not tag.archived]
    return unmarked_hints(source.text.body, found, annotations, tags)


def _readers_in_agreement(source: ReportInput) -> dict[str, tuple[SpanAnnotation, ...]]:
    by_reader = _readers_done(source.layers)
    if source.query.from_hints:
        return by_reader
    return {
        reader: tuple(annotation for annotation in annotations if not annotation.from_hint)
        for reader, annotations in by_reader.items()
    }


def _readers_done(layers: Iterable[Layer]) -> dict[str, tuple[SpanAnnotation, ...]]:
    return annotations_by_reader(layer for layer in layers if layer.done)


def _readers_by_round(layers: Iterable[Layer]) -> dict[int, dict[str, tuple[SpanAnnotation, ...]]]:
    """Return round -> reader -> annotations, of the readers who are done."""
    rounds = {layer.round for layer in layers}
    return {pk: _readers_done(layer for layer in layers if layer.round == pk) for pk in rounds}


def _combine(base: ArticleAnnotations, layers: Iterable[Layer]) -> Combined:
    return combine(
        base.text.body, annotations_by_reader(layers_to_combine(layers)), base.made.least, base.settled
    )


def _has_section(tags: Sequence[Tag], section: str) -> bool:
    slug, details = SECTIONS[section]
    kinds = {detail.slug: detail.kind for tag in tags if tag.slug == slug for detail in tag.details}
    return all(kinds.get(name) == kind for name, kind in details.items())


def _opinions(passages: Sequence[Passage]) -> Opinions:
    """Group opinions by author. One that readers disagree about is listed as quoted, the stricter reading."""
    numbers_by_author: dict[str, list[int]] = {"author": [], "quoted": [], "": []}
    for passage in passages:
        # A team's own codebook may have other choices.
        authors = [author for author in passage.detail_values("whose") if author in numbers_by_author]
        numbers_by_author[authors[-1] if authors else ""].append(passage.number)
    return Opinions(
        tuple(numbers_by_author["author"]), tuple(numbers_by_author["quoted"]), tuple(numbers_by_author[""])
    )


def _provenance(
    source: ReportInput, least: int, by_reader: Mapping[str, Sequence[SpanAnnotation]]
) -> Provenance:
    annotations = [annotation for layer in by_reader.values() for annotation in layer]
    times = sorted(annotation.created for annotation in annotations)
    requested = {
        layer.reader for layer in source.layers if layer.kind == LayerKind.READER and layer.hints_requested
    }
    done = _readers_done(source.layers).keys()
    return Provenance(
        source.codebook.title,
        source.codebook.version,
        source.text.revision,
        source.text.sha256,
        source.query,
        least,
        tuple(by_reader),
        len(by_reader.keys() - done),
        source.context.rounds,
        times[0] if times else "",
        times[-1] if times else "",
        SOFTWARE,
        source.context.hand_changes,
        sum(1 for annotation in annotations if annotation.from_hint),
        len(requested & done),
    )
