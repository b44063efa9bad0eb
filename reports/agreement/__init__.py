"""How far readers agree: one file a measure, one class each, found by the registry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from articles.text.sentences import Sentences
from reports.agreement.confusion import Confusion, confusion
from reports.agreement.continuum import Continuum, Unit
from reports.agreement.measure import RESAMPLES, SEED, Measure, Score
from reports.layers import SpanAnnotation, trim_span
from web.i18n.lazy_message import Message
from web.plugins import load_plugins


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure of one tag, or of all (``tag`` is ""):

    Its score, and ``says`` it in a sentence where it is defined.
    """

    measure: str
    tag: str
    title: Message
    says: Message | None
    about: Message
    score: Score


@dataclass(frozen=True, slots=True)
class Agreement:
    """``readers`` are those who are done. Intervals: ``resamples`` draws of ``sentences`` with the seed ``seed``."""

    readers: int
    sentences: int
    resamples: int
    seed: int
    overall: tuple[MeasureResult, ...]
    by_tag: tuple[MeasureResult, ...]
    confusion: Confusion

    def of(self, measure: str, tag: str = "") -> MeasureResult:
        """One of them."""
        return next(m for m in (*self.overall, *self.by_tag) if (m.measure, m.tag) == (measure, tag))


def measures() -> dict[str, Measure]:
    """Every measure by its slug."""
    return load_plugins(__name__)


def agreement(text: str, by_reader: Mapping[str, Sequence[SpanAnnotation]], tags: Sequence[str]) -> Agreement:
    """All measures over the readers who are done, each with what they marked, if anything.

    Marks are trimmed of outer white space and punctuation first. The order of readers and of tags makes no
    difference to any value.
    """
    layers = [((m.start, m.end, m.tag) for m in by_reader[reader]) for reader in sorted(by_reader)]
    continuum = continuum_of(text, layers)
    known = measures().values()
    overall = [_measure(m, continuum, tuple(tags), "") for m in known if m.scope != "tag"]
    by_tag = [_measure(m, continuum, (tag,), tag) for tag in tags for m in known if m.scope != "all"]
    table = confusion(continuum, tuple(tags))
    return Agreement(
        continuum.readers, continuum.sentences, RESAMPLES, SEED, tuple(overall), tuple(by_tag), table
    )


def continuum_of(text: str, layers: Sequence[Iterable[Unit]]) -> Continuum:
    """What readers marked on ``text``, each in a list of their own; trimmed of outer white space and punctuation."""
    # Of many readers many mark the same words.
    at = cache(partial(trim_span, text))
    units = [((*at(start, end), tag) for start, end, tag in layer) for layer in layers]
    return Continuum(len(text), units, Sentences(text).starts)


def _measure(measure: Measure, continuum: Continuum, tags: tuple[str, ...], tag: str) -> MeasureResult:
    score = measure.score(continuum, tags)
    says = None if score.value is None else measure.says(score.value)
    return MeasureResult(measure.slug, tag, measure.title, says, measure.about, score)
