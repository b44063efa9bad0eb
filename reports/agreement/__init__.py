"""How far readers agree.

A measure is one file in ``measures/``, which says how to add one.
``continuum.py`` has the text and everybody's annotations as measures use them; ``plain_language.py`` has the phrases in
which they speak.
"""

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
    """The score of one measure for one tag, or for all tags (``tag`` is "").

    ``says`` is the score in a sentence, None where it is undefined.
    """

    measure: str
    tag: str
    title: Message
    says: Message | None
    about: Message
    score: Score


@dataclass(frozen=True, slots=True)
class Agreement:
    """All measures over the readers who are done.

    Confidence intervals come from ``resamples`` bootstrap draws of ``sentences`` with the random seed ``seed``.
    """

    readers: int
    sentences: int
    resamples: int
    seed: int
    overall: tuple[MeasureResult, ...]
    by_tag: tuple[MeasureResult, ...]
    confusion: Confusion

    def of(self, measure: str, tag: str = "") -> MeasureResult:
        """Return the result of one measure for one tag, or for all tags."""
        return next(
            result
            for result in (*self.overall, *self.by_tag)
            if (result.measure, result.tag) == (measure, tag)
        )


def all_measures() -> dict[str, Measure]:
    """Return slug -> measure, in their order."""
    return load_plugins(f"{__name__}.measures")


def headline_measure() -> Measure:
    """Return the measure that stands for agreement where there is room for one figure only."""
    return next(measure for measure in all_measures().values() if measure.headline)


def agreement(text: str, by_reader: Mapping[str, Sequence[SpanAnnotation]], tags: Sequence[str]) -> Agreement:
    """Compute all measures over the readers who are done, including those who annotated nothing.

    Annotations are trimmed of outer white space and punctuation first. The order of readers and tags makes no
    difference to any value.
    """
    layers = [
        ((annotation.start, annotation.end, annotation.tag) for annotation in by_reader[reader])
        for reader in sorted(by_reader)
    ]
    continuum = continuum_of(text, layers)
    measures = list(all_measures().values())
    overall = [
        _measure(measure, continuum, tuple(tags), "") for measure in measures if measure.scope != "tag"
    ]
    by_tag = [
        _measure(measure, continuum, (tag,), tag)
        for tag in tags
        for measure in measures
        if measure.scope != "all"
    ]
    table = confusion(continuum, tuple(tags))
    return Agreement(
        continuum.readers, continuum.sentences, RESAMPLES, SEED, tuple(overall), tuple(by_tag), table
    )


def continuum_of(text: str, layers: Sequence[Iterable[Unit]]) -> Continuum:
    """Return the continuum of ``text`` and each reader's units, trimmed of outer white space and punctuation."""
    # Many readers annotate the same words.
    trim = cache(partial(trim_span, text))
    units = [((*trim(start, end), tag) for start, end, tag in layer) for layer in layers]
    return Continuum(len(text), units, Sentences(text).starts)


def _measure(measure: Measure, continuum: Continuum, tags: tuple[str, ...], tag: str) -> MeasureResult:
    score = measure.score(continuum, tags)
    says = None if score.value is None else measure.says(score.value)
    return MeasureResult(measure.slug, tag, measure.title, says, measure.about, score)
