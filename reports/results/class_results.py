"""The results of a class: everybody's work compared with the answer key. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.analysis.clusters import clusters
from reports.feedback.scoring import AnnotatedSpan, Answer, Outcome, ScoringResult, score
from reports.layers import SpanAnnotation
from reports.results.figures import AnswerFigures, Confusion, answer_figures, confusions

# A passage that the key lacks is listed from this number of readers on, and so many of them at most.
MIN_READERS, MAX_EXTRAS = 2, 50


@dataclass(frozen=True, slots=True)
class Work:
    """What one reader highlighted. ``counts``: it is part of the figures of the class."""

    reader: int
    spans: tuple[AnnotatedSpan, ...]
    counts: bool = True


@dataclass(frozen=True, slots=True)
class ExtraPassage:
    """A passage of ``readers`` that the key lacks. ``tags``: (tag, readers), most readers first."""

    start: int
    end: int
    readers: int
    tags: tuple[tuple[str, int], ...]

    @property
    def tag(self) -> str:
        """Return the tag that most of them used."""
        return self.tags[0][0]


@dataclass(frozen=True, slots=True)
class ClassResults:
    """Everybody's result, and the figures of those that count: ``answers`` in the order of the key."""

    results: Mapping[int, ScoringResult]
    answers: tuple[AnswerFigures, ...]
    confusions: tuple[Confusion, ...]
    extras: tuple[ExtraPassage, ...]
    readers: int


@dataclass(frozen=True, slots=True)
class ScoreChanges:
    """How many scores a change of the key raises and lowers."""

    raised: int
    lowered: int


def class_results(text: str, works: Sequence[Work], answers: Sequence[Answer]) -> ClassResults:
    """Score everybody's work, and count what happened at each answer. The order of readers makes no difference."""
    results = {work.reader: score(text, work.spans, answers) for work in works}
    counted = [work.reader for work in works if work.counts]
    in_figures = [results[reader] for reader in counted]
    return ClassResults(
        results,
        answer_figures(answers, in_figures),
        confusions(answers, in_figures),
        extra_passages(text, {reader: results[reader] for reader in counted}),
        len(counted),
    )


def extra_passages(text: str, results: Mapping[int, ScoringResult]) -> tuple[ExtraPassage, ...]:
    """Return the passages that several readers highlighted although the key lacks them, those of most first.

    Boundaries that lie within a word of each other count as the same, whatever the tags.
    """
    tags: dict[str, str] = {}
    spans = []
    for reader, result in results.items():
        for number, match in enumerate(result.matches):
            if match.outcome == Outcome.EXTRA and (span := match.annotation):
                pk = f"{reader}-{number}"
                tags[pk] = span.tag
                spans.append(SpanAnnotation(pk, span.start, span.end, "", "", str(reader), ""))
    passages = []
    for cluster in clusters(text, spans, max(1, len(results))):
        for proposal in cluster.proposals:
            if len(proposal.readers) >= MIN_READERS:
                used = Counter(
                    tag for _reader, tag in {(a.annotator, tags[a.id]) for a in proposal.annotations}
                )
                by_use = tuple(sorted(used.items(), key=lambda item: (-item[1], item[0])))
                passages.append(ExtraPassage(proposal.start, proposal.end, len(proposal.readers), by_use))
    passages.sort(key=lambda passage: (-passage.readers, passage.start, passage.end))
    return tuple(passages[:MAX_EXTRAS])


def score_changes(
    text: str, works: Iterable[Work], before: Sequence[Answer], after: Sequence[Answer]
) -> ScoreChanges:
    """Return how many readers' scores another key raises and lowers."""
    raised = lowered = 0
    for work in works:
        old, new = (score(text, work.spans, answers).score or 0 for answers in (before, after))
        raised += new > old
        lowered += new < old
    return ScoreChanges(raised, lowered)
