"""Articles of a campaign with what was handed in, for Hypothesis."""

from hypothesis import strategies as st

from campaigns.quality.figures.article_figures import ArticleFigures, HandIn, flat
from reports.agreement.continuum import Unit

LENGTH = 60
TAGS = ("a", "b", "c")


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """Return a unit in a text of ``LENGTH``."""
    start = draw(st.integers(0, LENGTH - 1))
    return start, draw(st.integers(start + 1, min(LENGTH, start + 15))), draw(st.sampled_from(TAGS))


def hand_in(person: int, units: list[Unit], time: int = 0) -> HandIn:
    """Return a hand-in of these units after ten minutes of work."""
    return HandIn(person, time, 600, flat((start, end, TAGS.index(tag)) for start, end, tag in units))


def article(number: int, *layers: tuple[int, list[Unit]], length: int = LENGTH) -> ArticleFigures:
    """Return an article that the people in ``layers`` handed in, one after the other."""
    return ArticleFigures(number, length, length // 5, tuple(hand_in(*layer, number) for layer in layers))


LAYERS = st.dictionaries(st.integers(1, 5), st.lists(units(), max_size=5), max_size=5)


def articles() -> st.SearchStrategy[list[ArticleFigures]]:
    """Return up to six articles, each handed in by any of five people."""
    lists = st.lists(LAYERS, min_size=1, max_size=6)
    return lists.map(lambda all_: [article(number, *layers.items()) for number, layers in enumerate(all_, 1)])
