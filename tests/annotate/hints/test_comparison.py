"""Which hint goes into which list, and with which words around it."""

import pytest

from annotate.codebook import read_codebook
from annotate.codebooks.actions import DEFAULT_CODEBOOK
from annotate.enums import HintResponse
from annotate.hints.lists.comparison import Comparison, Quote, compare, quote
from annotate.hints.visible import VisibleHint
from annotate.models import Annotation, Tag
from articles.hints import Hint, Reason

TEXT = "The shameful plan failed.\nCronies of the mayor sold the vile, vile sheds."
TAGS = {tag.slug: tag for tag in read_codebook(DEFAULT_CODEBOOK).tags}


def loaded(word: str, first: bool = True, response: HintResponse | None = None) -> VisibleHint:
    start = TEXT.index(word)
    extent = (start, start + len(word))
    reason = Reason("loaded-feeling", {"word": word})
    hint = Hint(*extent, "loaded-language", reason, True, {"cue": extent}, "loaded-words")
    return VisibleHint(word, hint, first, response)


def highlight(words: str, tag: str = "loaded-language") -> Annotation:
    start = TEXT.index(words)
    return Annotation(tag=Tag(slug=tag), start=start, end=start + len(words), quote=words)


def lists(comparison: Comparison) -> tuple[list[str], list[str], list[str], int]:
    return (
        [each.key for each in comparison.both],
        [each.key for each in comparison.only_hint],
        [each.annotation.quote for each in comparison.only_reader],
        comparison.further,
    )


HINTS = [loaded("vile"), loaded("shameful"), loaded("Cronies", first=False)]


def test_hints_and_highlights_are_in_the_order_of_the_text() -> None:
    own = [highlight("plan failed"), highlight("shameful plan")]
    comparison = compare(TEXT, TAGS, HINTS, own, more=True)
    assert lists(comparison) == (["shameful"], ["Cronies", "vile"], ["plan failed"], 0)
    assert [(each.key, each.number) for each in comparison.hints] == [
        ("shameful", 1), ("Cronies", 2), ("vile", 3),
    ]  # fmt: skip


def test_the_rest_waits_until_it_is_asked_for() -> None:
    assert lists(compare(TEXT, TAGS, HINTS, [], more=False)) == ([], ["shameful", "vile"], [], 1)


def test_what_is_highlighted_or_was_seen_does_not_wait() -> None:
    own = [highlight("Cronies of")]
    assert lists(compare(TEXT, TAGS, HINTS, own, more=False)) == (["Cronies"], ["shameful", "vile"], [], 0)
    seen = [loaded("Cronies", first=False, response=HintResponse.DISMISSED)]
    assert lists(compare(TEXT, TAGS, seen, [], more=False)) == ([], ["Cronies"], [], 0)


def test_another_tag_on_the_same_words_is_another_thing() -> None:
    own = [highlight("shameful", "opinion")]
    assert lists(compare(TEXT, TAGS, HINTS[:2], own, more=False)) == (
        [],
        ["shameful", "vile"],
        ["shameful"],
        0,
    )


def test_hints_of_tags_that_the_exercise_does_not_have_are_left_out() -> None:
    assert lists(compare(TEXT, {"opinion": TAGS["opinion"]}, HINTS, [], more=True)) == ([], [], [], 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("shameful", Quote("The ", "shameful", " plan failed.")),
        ("Cronies", Quote("", "Cronies", " of the mayor sold the vile, vile sheds.")),
    ],
    ids=["first", "second"],
)
def test_a_quote_stays_in_its_paragraph(words: str, expected: Quote) -> None:
    start = TEXT.index(words)
    assert quote(TEXT, start, start + len(words)) == expected


def test_a_quote_of_a_long_paragraph_is_cut_between_words() -> None:
    text = f"{'before ' * 30}shameful{' behind' * 30}"
    start = text.index("shameful")
    cut = quote(text, start, start + 8)
    assert set(cut.before.removeprefix("…").split()) == {"before"}
    assert set(cut.after.removesuffix("…").split()) == {"behind"}
    assert cut.before.startswith("…")
    assert cut.after.endswith("…")
