"""The agreement of a whole campaign: each measure's sums, added over articles, with intervals over articles. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np

from campaigns.quality.figures.article_figures import ArticleFigures
from campaigns.quality.figures.end_to_end import Stretch, end_to_end
from campaigns.quality.figures.resampling import draws_of, interval
from reports.agreement import MeasureResult, all_measures
from reports.agreement.confusion import Confusion, confusion, pooled
from reports.agreement.continuum import Array
from reports.agreement.measure import (
    CONFIDENCE,
    NOBODY_MARKED,
    RESAMPLES,
    SEED,
    Score,
    SummableMeasure,
    count_units,
)
from web.i18n.lazy_message import Message

TOO_FEW = Message("No released article has been annotated by two people whose work counts.")


@dataclass(frozen=True, slots=True)
class CampaignAgreement:
    """The agreement over ``articles`` that at least two ``people`` handed in, with ``hand_ins`` in all.

    Each article has from ``fewest`` to ``most`` hand-ins.

    Intervals come from ``resamples`` bootstrap draws of articles, in their order, with the random seed ``seed``.
    """

    articles: int
    people: int
    hand_ins: int
    fewest: int
    most: int
    highlights: int
    characters: int
    resamples: int
    seed: int
    overall: tuple[MeasureResult, ...]
    by_tag: tuple[MeasureResult, ...]
    confusion: Confusion | None

    def of(self, measure: str, tag: str = "") -> MeasureResult:
        """Return the result of one measure for one tag, or for all tags."""
        results = (*self.overall, *self.by_tag)
        return next(result for result in results if (result.measure, result.tag) == (measure, tag))


@dataclass(slots=True)
class _Sums:
    """The sums of one measure for ``tags``: a row per article, and a column per name."""

    measure: SummableMeasure
    tag: str
    tags: tuple[str, ...]
    columns: dict[Hashable, Array] = field(default_factory=dict)
    units: int = 0

    def add(self, stretch: Stretch, articles: int) -> None:
        """Add the sums of the articles of a stretch, out of so many in all."""
        continuum = stretch.continuum
        self.units += count_units(continuum, self.tags)
        sums = self.measure.sums(continuum, self.tags)
        for number, name in enumerate(self.measure.columns(continuum, sums.shape[1])):
            column = self.columns.setdefault(name, np.zeros(articles))
            column[stretch.indices] += sums[:, number]

    def table(self) -> Array:
        """Return the sums as an ``(articles, k)`` array."""
        return np.stack(list(self.columns.values()), axis=1)


def campaign_agreement(
    articles: Sequence[ArticleFigures], tags: Sequence[str], excluded: frozenset[int] = frozenset()
) -> CampaignAgreement:
    """Compute all measures that are sums, over the articles in their order, without the ``excluded`` people.

    The articles are one long text: l.., l_c, l_cc and so on are added over articles before a value is computed, and
    characters count by how many people annotated them, as values missing from a reliability table do (Krippendorff).
    """
    sums = _empty_sums(tags)
    people: set[int] = set()
    readers: list[int] = []
    places: list[int] = []
    highlights = characters = 0
    tables = []
    for stretch in end_to_end(articles, tags, excluded):
        for one in sums:
            one.add(stretch, len(articles))
        tables.append(confusion(stretch.continuum, tuple(tags)))
        people.update(hand_in.person for hand_ins in stretch.hand_ins for hand_in in hand_ins)
        places += stretch.indices
        readers += [stretch.continuum.readers] * len(stretch.indices)
        highlights += count_units(stretch.continuum, stretch.continuum.tags)
        characters += stretch.continuum.length
    scores = _scores(sums, sorted(places))
    results = [_result(one, score) for one, score in zip(sums, scores, strict=True)]
    return CampaignAgreement(
        articles=len(places),
        people=len(people),
        hand_ins=sum(readers),
        fewest=min(readers, default=0),
        most=max(readers, default=0),
        highlights=highlights,
        characters=characters,
        resamples=RESAMPLES,
        seed=SEED,
        overall=tuple(result for result in results if not result.tag),
        by_tag=tuple(result for tag in tags for result in results if result.tag == tag),
        confusion=pooled(tables) if tables else None,
    )


def _empty_sums(tags: Sequence[str]) -> list[_Sums]:
    measures = [measure for measure in all_measures().values() if isinstance(measure, SummableMeasure)]
    overall = [_Sums(measure, "", tuple(tags)) for measure in measures if measure.scope != "tag"]
    by_tag = [_Sums(measure, tag, (tag,)) for tag in tags for measure in measures if measure.scope != "all"]
    return [*overall, *by_tag]


def _scores(sums: Sequence[_Sums], places: Sequence[int]) -> list[Score]:
    """Return the score of each measure; ``places`` are those of the articles that two people handed in."""
    if not places:
        return [Score(None, 0, TOO_FEW) for _ in sums]
    tables = [one.table()[places] for one in sums]
    edges = np.cumsum([table.shape[1] for table in tables])[:-1]
    everything = np.concatenate(tables, axis=1)
    resampled: list[list[Array]] = [[] for _ in sums]
    for draws in draws_of(len(places)) if len(places) > 1 else ():
        for values, one, part in zip(
            resampled, sums, np.split(draws @ everything, edges, axis=1), strict=True
        ):
            values.append(one.measure.value(part))
    return [
        _score(one, table.sum(axis=0), values)
        for one, table, values in zip(sums, tables, resampled, strict=True)
    ]


def _score(sums: _Sums, total: Array, resampled: Sequence[Array]) -> Score:
    if not sums.units:
        return Score(None, 0, NOBODY_MARKED)
    value = float(sums.measure.value(total))
    if np.isnan(value):
        return Score(None, sums.units, sums.measure.undefined)
    low, high = interval(np.concatenate(resampled), CONFIDENCE) if resampled else (None, None)
    return Score(value, sums.units, None, low, high, sums.measure.coverage(total))


def _result(sums: _Sums, score: Score) -> MeasureResult:
    measure = sums.measure
    says = None if score.value is None else measure.says(score.value)
    return MeasureResult(measure.slug, sums.tag, measure.title, says, measure.about, score)
