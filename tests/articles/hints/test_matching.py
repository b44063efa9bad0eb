"""A highlight and a hint are about the same words if they have a tag in common and touch."""

import pytest

from articles.hints import Hint, Reason
from articles.hints.hint import Extent, HintDetails
from articles.hints.matching import TaggedSpans

TEXT = "“The ferry,” said Ona Pell, a sailor, “leaks.” Shameful, said nobody at all on the quay."


def extent(words: str) -> Extent:
    start = TEXT.index(words)
    return start, start + len(words)


def split_allegation() -> Hint:
    details = HintDetails(
        cue=extent("said"), source=extent("Ona Pell"), pieces=(extent("“The ferry,”"), extent("“leaks.”"))
    )
    return Hint(
        *extent("“The ferry,”"), "attributed-allegation", Reason("no-source"), True, details, "attribution"
    )


@pytest.mark.parametrize(
    ("words", "tag", "touches"),
    [
        ("“The ferry,”", "attributed-allegation", True),
        ("ferry", "attributed-allegation", True),
        ("leaks", "attributed-allegation", True),
        (" said ", "attributed-allegation", True),
        ("“The ferry,” said Ona Pell, a sailor, “leaks.”", "attributed-allegation", True),
        ("a sailor", "attributed-allegation", False),
        (" Shameful", "attributed-allegation", False),
        ("ferry", "opinion", False),
    ],
    ids=["content", "part", "other-piece", "cue", "all", "between", "next-sentence", "other-tag"],
)
def test_touching(words: str, tag: str, touches: bool) -> None:
    spans = TaggedSpans([(tag, *extent(words), "mine")])
    assert spans.touching(split_allegation()) == ({"mine"} if touches else set())


def test_a_highlight_that_ends_where_the_hint_begins_does_not_touch_it() -> None:
    start, end = extent("Shameful")
    hint = Hint(
        start, end, "loaded-language", Reason("loaded-feeling"), True, {"cue": (start, end)}, "loaded-words"
    )
    before, after = ("loaded-language", start - 3, start, 1), ("loaded-language", end, end + 3, 2)
    assert TaggedSpans([before, after]).touching(hint) == set()


def test_a_long_highlight_that_began_long_before_is_found() -> None:
    start, end = extent("Shameful")
    hint = Hint(
        start, end, "loaded-language", Reason("loaded-feeling"), True, {"cue": (start, end)}, "loaded-words"
    )
    long = ("loaded-language", 0, len(TEXT), "long")
    short = [("loaded-language", i, i + 1, f"short {i}") for i in range(1, start)]
    assert TaggedSpans([*short, long]).touching(hint) == {"long"}
