"""A campaign whose people find most of what is there; one of them may drift."""

import random

from campaigns.quality.figures.article_figures import ArticleFigures, HandIn, flat

TAGS = ("claim", "allegation", "opinion", "loaded")
LENGTH = 3000


def simulated_campaign(
    articles: int = 120, people: int = 6, per_article: int = 3, seed: int = 1, drifts: str = ""
) -> list[ArticleFigures]:
    """Return a campaign. Person 1 ``drifts`` in the last third: ``misses`` half of what is there, or uses ``claim``."""
    source = random.Random(seed)
    rows = []
    for number in range(articles):
        there = [
            (start, start + source.randrange(8, 90), source.choice(TAGS)) for start in range(50, 2900, 200)
        ]
        hand_ins = []
        for person in sorted(source.sample(range(1, people + 1), per_article)):
            late = person == 1 and number >= 2 * articles / 3
            spans = [
                span for span in there if source.random() < (0.4 if late and drifts == "misses" else 0.8)
            ]
            if late and drifts == "claim":
                spans = [(start, end, "claim" if tag == "opinion" else tag) for start, end, tag in spans]
            units = flat((start, end, TAGS.index(tag)) for start, end, tag in spans)
            hand_ins.append(HandIn(person, 1000 * number + person, 600, units))
        rows.append(ArticleFigures(number, LENGTH, 500, tuple(hand_ins)))
    return rows
