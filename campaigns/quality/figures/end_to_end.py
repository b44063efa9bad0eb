"""Lays articles end to end, so that the measures of one text compute the sums of many at once. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np

from campaigns.quality.figures.article_figures import ArticleFigures, HandIn
from reports.agreement.continuum import Continuum

# So many characters are laid end to end: bounds the memory.
MAX_LENGTH = 2_000_000
# The place of an article, and its hand-ins that count.
Row = tuple[int, list[HandIn]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Articles with the same number of hand-ins as one continuum, in which each article is a "sentence".

    ``indices`` are the places of the articles in the list that was given, ``hand_ins`` those that were laid, by person.
    No unit crosses the edge of an article, so a sum over a sentence is the sum over that article alone.
    """

    continuum: Continuum
    indices: list[int]
    articles: list[ArticleFigures]
    hand_ins: list[list[HandIn]]


def end_to_end(
    articles: Sequence[ArticleFigures], tags: Sequence[str], excluded: frozenset[int] = frozenset()
) -> Iterator[Stretch]:
    """Lay end to end what people who are not ``excluded`` handed in; articles with less than two hand-ins are left out.

    ``tags`` are those of the codebook in their order. The articles are grouped by their number of hand-ins: a continuum
    has the same number of readers from end to end.
    """
    groups: dict[int, list[Row]] = defaultdict(list)
    for index, article in enumerate(articles):
        hand_ins = [one for one in article.hand_ins if one.person not in excluded]
        if len(hand_ins) > 1:
            groups[len(hand_ins)].append((index, sorted(hand_ins, key=lambda one: one.person)))
    for size in sorted(groups):
        batch: list[Row] = []
        length = 0
        for row in groups[size]:
            batch.append(row)
            length += articles[row[0]].length
            if length >= MAX_LENGTH:
                yield _stretch(articles, tags, batch)
                batch, length = [], 0
        if batch:
            yield _stretch(articles, tags, batch)


def _stretch(articles: Sequence[ArticleFigures], tags: Sequence[str], rows: Sequence[Row]) -> Stretch:
    chosen = [articles[index] for index, _ in rows]
    *starts, length = accumulate((article.length for article in chosen), initial=0)
    readers = len(rows[0][1])
    hand_ins = [hand_in for _, row in rows for hand_in in row]
    spans = np.array(list(chain.from_iterable(one.spans for one in hand_ins)), dtype=int).reshape(-1, 3)
    counts = [len(one.spans) // 3 for one in hand_ins]
    offsets = np.repeat(np.repeat(starts, readers), counts)
    reader = np.repeat(np.tile(np.arange(readers), len(rows)), counts)
    units = np.stack([spans[:, 0] + offsets, spans[:, 1] + offsets, reader], axis=1)
    by_tag = {tag: units[spans[:, 2] == number] for number, tag in enumerate(tags)}
    used = {tag: of_tag for tag, of_tag in by_tag.items() if len(of_tag)}
    continuum = Continuum.from_rows(length, readers, used, starts)
    return Stretch(continuum, [index for index, _ in rows], chosen, [row for _, row in rows])
