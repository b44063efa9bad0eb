"""The figures of each person of a campaign: agreement, the answer key, pace, tags, all over time, and drift. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from campaigns.quality.figures.article_figures import ArticleFigures, HandIn
from campaigns.quality.figures.drift import Drift, find_drift
from campaigns.quality.figures.hand_in_sums import (
    OTHERS_UNITS,
    OWN_UNITS,
    HandInSums,
    hand_in_sums,
    measure,
    sums_for,
)
from campaigns.quality.figures.resampling import draws_of, in_blocks, interval
from reports.agreement.continuum import Array
from reports.agreement.measure import CONFIDENCE, NOBODY_MARKED, Score
from web.i18n.lazy_message import Message

MEASURES = ("tagging", "marking", "overlap", "letters")
# Somebody's articles over time: at most so many steps of at least so many articles.
MAX_STEPS, MIN_STEP = 10, 5
ALONE = Message("Nobody else has handed in the same released articles.")


@dataclass(frozen=True, slots=True)
class TagShare:
    """The share of one tag in somebody's highlights, and in those of the others on the same articles, 0..1."""

    tag: str
    highlights: int
    own: float | None
    others: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """Consecutive articles of somebody. ``first`` and ``last``: when the first and the last were handed in (seconds).

    ``agreement`` is uα with the others on ``shared`` ones, ``others`` that of the others among one another on these.
    """

    articles: int
    shared: int
    first: int
    last: int
    agreement: float | None
    others: float | None
    words_per_hour: float | None
    key: float | None
    tags: tuple[TagShare, ...]

    @property
    def first_day(self) -> datetime:
        """Return when the first of the articles was handed in."""
        return datetime.fromtimestamp(self.first, UTC)

    @property
    def last_day(self) -> datetime:
        """Return when the last of the articles was handed in."""
        return datetime.fromtimestamp(self.last, UTC)


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """The figures of one person over their ``articles``; agreement is over ``shared`` ones, with somebody else's work.

    ``agreement`` has a score for each of ``MEASURES``, ``by_tag`` uα for each tag. ``key`` is the score on the
    ``controls`` articles with an answer key, 0..1. ``seconds`` of work are without pauses.
    """

    person: int
    articles: int
    shared: int
    highlights: int
    agreement: dict[str, Score]
    by_tag: dict[str, Score]
    controls: int
    key: float | None
    seconds: int
    words: int
    tags: tuple[TagShare, ...]
    steps: tuple[Step, ...]
    drift: tuple[Drift, ...]
    last: int

    @property
    def words_per_hour(self) -> float | None:
        """Return the words of the articles for each hour of work."""
        return self.words * 3600 / self.seconds if self.seconds else None

    @property
    def articles_per_hour(self) -> float | None:
        """Return the articles for each hour of work."""
        return self.articles * 3600 / self.seconds if self.seconds else None


def person_figures(
    articles: Sequence[ArticleFigures], tags: Sequence[str], excluded: frozenset[int] = frozenset()
) -> dict[int, PersonFigures]:
    """Return the figures of everybody who handed in something.

    People are compared with others who are not ``excluded``; those who are, too, as long as they look at it.
    """
    works: dict[int, list[tuple[HandIn, int]]] = {}
    for article in articles:
        for hand_in in article.hand_ins:
            works.setdefault(hand_in.person, []).append((hand_in, article.words))
    table = hand_in_sums(articles, tags, excluded)
    figures = {}
    for person in sorted(works):
        compared = table
        if person in excluded:
            with_person = [row for row in articles if any(one.person == person for one in row.hand_ins)]
            compared = hand_in_sums(with_person, tags, excluded - {person})
        rows = compared.rows(compared.person == person)
        figures[person] = _figures(person, works[person], rows, tags)
    return figures


def own_figures(
    articles: Sequence[ArticleFigures],
    tags: Sequence[str],
    person: int,
    excluded: frozenset[int],
    group: int,
) -> PersonFigures | None:
    """Return somebody's figures as they may see them themselves; None as long as there are too few articles.

    ``articles`` are those that they handed in, in the order in which these were completed. Those that somebody else
    handed in too are taken ``group`` at a time, and each step is of whole groups. So no two figures, before and after
    a release, differ by fewer articles, and nobody can compute what others chose in one of them. Nothing says which
    ones have an answer key.
    """
    others = excluded | {person}
    shared = [row for row in articles if {one.person for one in row.hand_ins} - others]
    shared = shared[: len(shared) // group * group]
    if not shared:
        return None
    works = [(one, row.words) for row in shared for one in row.hand_ins if one.person == person]
    table = hand_in_sums(shared, tags, excluded - {person})
    rows = table.rows(table.person == person)
    steps = []
    for first, last in pairwise(group * edge for edge in _edges(len(shared) // group)):
        part = sorted(works[first:last], key=lambda work: work[0].handed_in)
        compared = rows.rows((rows.article >= first) & (rows.article < last))
        steps.append(replace(_step(part, compared, tags), key=None))
    figures = _figures(person, works, rows, tags)
    return replace(figures, controls=0, key=None, steps=tuple(steps), drift=())


def _figures(
    person: int, works: list[tuple[HandIn, int]], rows: HandInSums, tags: Sequence[str]
) -> PersonFigures:
    works = sorted(works, key=lambda work: work[0].handed_in)
    rows = rows.rows(np.argsort(rows.handed_in, kind="stable"))
    numbers = list(range(len(tags)))
    controls = [hand_in for hand_in, _ in works if hand_in.weight]
    wanted = [(slug, numbers) for slug in MEASURES] + [("tagging", [number]) for number in numbers]
    scores = _scores(rows, wanted)
    return PersonFigures(
        person=person,
        articles=len(works),
        shared=len(rows),
        highlights=sum(len(hand_in.spans) // 3 for hand_in, _ in works),
        agreement=dict(zip(MEASURES, scores, strict=False)),
        by_tag=dict(zip(tags, scores[len(MEASURES) :], strict=True)),
        controls=len(controls),
        key=_key(controls),
        seconds=sum(hand_in.seconds for hand_in, _ in works),
        words=sum(words for _, words in works),
        tags=_shares(rows, tags),
        steps=_steps(works, rows, tags),
        drift=find_drift(rows, tags),
        last=works[-1][0].handed_in,
    )


def _scores(rows: HandInSums, wanted: Sequence[tuple[str, Sequence[int]]]) -> list[Score]:
    """Return the agreement with the others by each measure for tags, with its interval over articles."""
    tables = [sums_for(slug, rows, tags) for slug, tags in wanted]
    resampled: list[list[Array]] = [[] for _ in wanted]
    if len(rows) > 1:
        blocks = in_blocks(np.concatenate(tables, axis=1))
        edges = np.cumsum([table.shape[1] for table in tables])[:-1]
        for draws in draws_of(len(blocks)):
            for values, (slug, _), part in zip(
                resampled, wanted, np.split(draws @ blocks, edges, axis=1), strict=True
            ):
                values.append(measure(slug).value(part))
    return [
        _score(slug, rows.sums[:, list(tags)], table.sum(axis=0), values)
        for (slug, tags), table, values in zip(wanted, tables, resampled, strict=True)
    ]


def _score(slug: str, of_tags: Array, total: Array, resampled: Sequence[Array]) -> Score:
    units = int(of_tags[..., OWN_UNITS].sum())
    if not len(of_tags):
        return Score(None, units, ALONE)
    if not units and not of_tags[..., OTHERS_UNITS].any():
        return Score(None, units, NOBODY_MARKED)
    value = float(measure(slug).value(total))
    if np.isnan(value):
        return Score(None, units, measure(slug).undefined)
    low, high = interval(np.concatenate(resampled), CONFIDENCE) if resampled else (None, None)
    return Score(value, units, None, low, high)


def _value(rows: HandInSums, tags: int, peers: bool = False) -> float | None:
    if not len(rows):
        return None
    sums = sums_for("tagging", rows, range(tags), peers=peers)
    value = float(measure("tagging").value(sums.sum(axis=0)))
    return None if np.isnan(value) else value


def _key(controls: Iterable[HandIn]) -> float | None:
    """Return the score over all control articles, each of which counts by its answers and highlights."""
    weighted = [(one.weight, one.weight * (one.score or 0.0)) for one in controls]
    weight = sum(weight for weight, _ in weighted)
    return sum(credit for _, credit in weighted) / weight if weight else None


def _shares(rows: HandInSums, tags: Sequence[str]) -> tuple[TagShare, ...]:
    units = rows.sums[:, :-1].sum(axis=0)[:, [OWN_UNITS, OTHERS_UNITS]]
    own, others = units.sum(axis=0)
    return tuple(
        TagShare(tag, round(mine), mine / own if own else None, theirs / others if others else None)
        for tag, (mine, theirs) in zip(tags, units.tolist(), strict=True)
    )


def _steps(works: Sequence[tuple[HandIn, int]], rows: HandInSums, tags: Sequence[str]) -> tuple[Step, ...]:
    """Divide somebody's articles, in the order in which they were handed in, into steps of about the same size."""
    steps = []
    for start, end in pairwise(_edges(len(works), MIN_STEP)):
        part = works[start:end]
        first, last = part[0][0].handed_in, part[-1][0].handed_in
        steps.append(_step(part, rows.rows((rows.handed_in >= first) & (rows.handed_in <= last)), tags))
    return tuple(steps)


def _edges(length: int, least: int = 1) -> list[int]:
    """Return where steps begin and end that divide ``length`` evenly, at least ``least`` in each."""
    count = max(1, min(MAX_STEPS, length // least))
    return [round(number * length / count) for number in range(count + 1)]


def _step(part: Sequence[tuple[HandIn, int]], shared: HandInSums, tags: Sequence[str]) -> Step:
    """Return a step of hand-ins in their order; ``shared`` are the sums of those that are compared."""
    seconds = sum(hand_in.seconds for hand_in, _ in part)
    words = sum(words for _, words in part)
    return Step(
        len(part), len(shared), part[0][0].handed_in, part[-1][0].handed_in,
        _value(shared, len(tags)), _value(shared.rows(shared.readers > 2), len(tags), peers=True),
        words * 3600 / seconds if seconds else None,
        _key(hand_in for hand_in, _ in part if hand_in.weight), _shares(shared, tags),
    )  # fmt: skip
