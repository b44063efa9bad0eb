"""The figures of a campaign of 10,000 articles by 12 people, three for each article and all for every tenth.

python -m benchmarks.campaign_figures
"""

import json
import random
import time
from collections.abc import Callable

from benchmarks.table import OURS, Part, Row, publish
from benchmarks.texts import TAGS
from campaigns.quality.figures.article_figures import ArticleFigures, HandIn, flat, from_json, to_json
from campaigns.quality.figures.campaign_agreement import campaign_agreement
from campaigns.quality.figures.person_figures import person_figures

ARTICLES, PEOPLE, PER_ARTICLE, PASSAGES, TIMES, MAX_SECONDS = 10_000, 12, 3, 14, 5, 3
EXCLUDED = frozenset([3])


def main() -> None:
    """Measure in this process, from what is stored as JSON to the figures."""
    stored = [json.dumps(to_json(article)) for article in articles()]

    def read() -> list[ArticleFigures]:
        return [from_json(number, json.loads(data)) for number, data in enumerate(stored)]

    rows = [
        measured(
            "agreement with intervals", lambda: campaign_agreement(read(), TAGS), f"under {MAX_SECONDS}"
        ),
        measured(
            "… without one person", lambda: campaign_agreement(read(), TAGS, EXCLUDED), f"under {MAX_SECONDS}"
        ),
        measured("everybody's figures, and drift", lambda: person_figures(read(), TAGS)),
    ]
    note = f"{sum(len(data) for data in stored) / 1e6:.0f} MB are stored for these figures."
    publish(Part(f"Figures of a campaign of {ARTICLES:,} articles, {PEOPLE} people", rows, [note]))


def measured(what: str, compute: Callable[[], object], goal: str = "") -> Row:
    """Return the seconds that it takes."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        compute()
        times.append(time.perf_counter() - start)
    row = Row(what, "s", {OURS: times}, goal, shown=2)
    row.met = row.ours < MAX_SECONDS if goal else None
    return row


def articles() -> list[ArticleFigures]:
    """Return articles of about 4,000 characters, in which people find three of four passages."""
    source = random.Random(4)  # noqa: S311
    rows = []
    for number in range(ARTICLES):
        length = source.randrange(2500, 5500)
        starts = [source.randrange(0, length - 120) for _ in range(PASSAGES)]
        there = [(start, start + source.randrange(8, 110), source.randrange(len(TAGS))) for start in starts]
        people = range(1, PEOPLE + 1)
        chosen = people if number % 10 == 0 else source.sample(people, PER_ARTICLE)
        hand_ins = [
            HandIn(person, 600 * number, 500, flat(span for span in there if source.random() < 0.75))
            for person in chosen
        ]
        rows.append(ArticleFigures(number, length, length // 6, tuple(hand_ins)))
    return rows


if __name__ == "__main__":
    main()
