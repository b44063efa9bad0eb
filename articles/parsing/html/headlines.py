"""Find the headline that stands on a page, with the help of the titles that the page gives to others."""

import re
from collections.abc import Sequence

from articles.parsing.html.paragraphs import HEADINGS, Paragraph, words

SEPARATOR = re.compile(r"\s(?:[|–—·•»:-]|::)\s")
# How much of its words a headline shares with the title that a page gives of itself (0..1).
ALIKE = 0.5
# Characters of the title that are compared with each heading.
MAX_TITLE = 500


def similarity(one: str, other: str) -> float:
    """Return the share of the words that both have (Jaccard index, 0..1), at best with one part of ``other``."""
    own_words = set(words(one))
    parts = [set(words(part)) for part in (other, *SEPARATOR.split(other))]
    return max(len(own_words & part) / len(own_words | part) if own_words and part else 0.0 for part in parts)


def without_site_name(title: str, site: str) -> str:
    """Return ``title`` without the name of the site, or its short last part, before or after a separator."""
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if similarity(parts[-1], site) >= ALIKE or len(words(parts[-1])) <= 3 < len(words(parts[0])):
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»:-")
    if similarity(parts[0], site) >= ALIKE:
        return title[len(parts[0]) :].lstrip(" |–—·•»:-")
    return title


def find_headline(items: Sequence[Paragraph], title: str) -> int | None:
    """Return which paragraph is the headline; None if none of the headings can be.

    That is the heading of the highest level up to the first paragraphs of the article, and of several the one that is
    most like ``title``, the title that the page gives of itself.
    """
    extracted = [n for n, item in enumerate(items) if item.extracted and not item.heading]
    until = extracted[min(2, len(extracted) - 1)] if extracted else len(items)
    candidates = [n for n, item in enumerate(items[: until + 1]) if item.heading and not item.linked]
    for level in HEADINGS[:3]:
        same = [n for n in candidates if items[n].block.element.tag == level]
        best = max(same, key=lambda n: (similarity(items[n].text, title), n), default=None)
        if best is not None and (level == "h1" or similarity(items[best].text, title) >= ALIKE):
            return best
    # A page without a proper heading: a paragraph that says what the title says.
    return next((n for n in range(until) if similarity(items[n].text, title) >= 0.8), None)
