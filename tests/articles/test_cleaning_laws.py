"""Properties of cleaning, over generated articles: it removes no prose, it can be undone, and it is idempotent."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.cleaning import Cleaned, clean
from articles.readers.text import read_text
from articles.text.draft import Draft, Formatting, normalize_formatting
from tests.articles.cleaning_cases import CUT, MORE, PROSE, REST

SUBJECTS = [
    "The mayor",
    "Nobody",
    "“Old Tom” 🧑‍🌾",
    "Jane Doe",
    "Reuters",
    "رئيس البلدية",
    "市長",
    "Ana Pérez",
    "x",
]
VERBS = ["said", "would subscribe to", "shared on Facebook", "photographed", "signed up for", "wrote by hand"]
OBJECTS = [
    "the bridge",
    "page 3 of 7",
    "a newsletter",
    "Photo: Jane Doe",
    "© 2024",
    "Getty Images",
    "what’s included",
    "May 3, 2024",
    "the *Post*",
    "الجسر",
    "橋",
    "more: the harbour",
    "by John Roe",
    "Por Ana Pérez",
]
ENDS = [".", "!", "?", "…", ".”", "。", "؟"]
sentences = st.builds(
    "{} {} {} {}{}".format,
    st.sampled_from(SUBJECTS),
    st.sampled_from(VERBS),
    st.sampled_from(OBJECTS),
    st.sampled_from(["on Monday", "by the river", "to the end, and 🌉 fell", "and then, by night"]),
    st.sampled_from(ENDS),
)
paragraphs = st.lists(sentences, min_size=1, max_size=5).map(" ".join)
asides = st.sampled_from(
    [
        "By Monday, it was gone.",
        "“Subscribe!” she said.",
        "“No”",
        "Why?",
        "By Popular Demand",
        "What the mayor knew",
        "Written by hand, it took a week.",
        "and then nothing",
        "the bridge,\nthe bridge\nand so on",
        "1",
        "2024",
        "🌉",
        "وقال إن الجسر آمن",
        "橋は閉鎖された",
        "- a bridge\n- a tunnel",
        "Print",
        "Related",
        "3/7",
        "Page 3",
        "X",
        "Photo",
        "Share and share alike",
        "Subscribe to Nothing",
        "iPhone sales fell.",
        "Reuters",
        "Jane Doe",
        "May 3, 2024",
    ]
)
clutter = st.sampled_from(
    [
        "Written by [Jane Doe](https://example.org) on May 3, 2024",
        "By JANE DOE | 2024-05-03",
        "Jane Doe/iStock/Getty Images",
        "(AP Photo/Jane Doe)",
        "Share on Facebook\n\nTweet\n\nPrint",
        "Page 3 of 7",
        "- 3 -",
        "- 4 -",
        "3",
        "4",
        "Advertisement",
        "Related: Ten bridges to see",
        "Read more: [Ten bridges](https://example.org)",
        "© 2024 Post. All rights reserved.",
        "Recommended for you\n\n[One](https://example.org/1)\n\n[Two](https://example.org/2)",
        f"{CUT}\n\n{REST}",
        CUT,
        REST,
        "Subscribe to the *Post*\n\nGet digital access now!\n\n\n\nSubscribe\n\n- Cancel anytime",
        "[Subscribe](#)",
        "Sign up for our newsletter",
        "Suscríbete a nuestro boletín",
        "Por Ana Pérez, 3 de mayo de 2024",
        "\n\n\n",
        " \n",
    ]
)
gaps = st.sampled_from(["\n\n"] * 6 + ["\n", "\n\n\n\n", "  \n \n\t\n"])


@st.composite
def prose(draw):
    """Return an article as its author would write it. What is no paragraph is alone between two."""
    parts = [draw(paragraphs)]
    for aside in draw(st.lists(asides, max_size=4, unique=True)):
        parts += [aside, PROSE, draw(paragraphs), MORE]
    return "\n\n".join([PROSE, MORE, PROSE, *parts])


@st.composite
def scrapes(draw):
    """Return prose with clutter anywhere in it."""
    pieces = draw(st.lists(paragraphs | asides | clutter, min_size=1, max_size=14))
    text = draw(
        st.sampled_from(["", "\n\n", "Bridge to Close\nBy Jane Doe\n", "Tweet\nEmail\n\n"])
    ) + "".join(piece + draw(gaps) for piece in pieces)
    draft = read_text(text + "x")
    marks = draw(st.lists(st.tuples(*[st.integers(0, len(draft.text))] * 2), max_size=4))
    more = [
        Formatting(min(mark), max(mark), draw(st.sampled_from(["strong", "item", "heading"])))
        for mark in marks
    ]
    return Draft(draft.text, formatting=normalize_formatting([*draft.formatting, *more]))


def joined(segments, *states):
    return "".join(segment.text for segment in segments if segment.state in states)


def ids(segments):
    return {segment.edit for segment in segments if segment.edit}


@given(text=prose())
@settings(max_examples=120, deadline=None)
def test_prose_stays_as_it_is(text):
    assert clean(Draft(text)).draft == Draft(text)


@given(draft=scrapes())
@settings(max_examples=120, deadline=None)
def test_once_is_enough(draft):
    once = clean(draft).draft
    assert clean(once).draft == once


@given(draft=scrapes(), data=st.data())
@settings(max_examples=120, deadline=None)
def test_whatever_is_kept_the_segments_tell_both_texts(draft, data):
    every = ids(clean(draft).segments)
    kept = data.draw(st.sets(st.sampled_from(sorted(every)))) if every else set()
    cleaned = clean(draft, frozenset(kept) | {"no-such-edit"})
    assert joined(cleaned.segments, "kept", "removed") == draft.text
    assert joined(cleaned.segments, "kept", "inserted") == cleaned.draft.text
    assert ids(cleaned.segments) <= every
    assert {s.edit for s in cleaned.segments if s.offered} == kept
    assert not kept & {s.edit for s in cleaned.segments if s.state != "kept"}
    assert Cleaned.from_json(draft, json.loads(json.dumps(cleaned.to_json()))) == cleaned


@given(draft=scrapes())
@settings(max_examples=120, deadline=None)
def test_keeping_everything_gives_the_original(draft):
    cleaned = clean(draft, frozenset(ids(clean(draft).segments)))
    assert cleaned.draft.text == draft.text
    assert set(draft.formatting) <= set(cleaned.draft.formatting)


@given(draft=scrapes())
@settings(max_examples=120, deadline=None)
def test_formatting_stays_on_its_words(draft):
    """Formatting on unchanged text stays on it; only the headline is added."""
    cleaned = clean(draft)
    before, at = set(), 0
    for segment in cleaned.segments:
        end = at + len(segment.text) * (segment.state != "inserted")
        if segment.state == "kept":
            before |= {(f, at) for f in draft.formatting if at <= f.start and f.end <= end}
        at = end
    quotes = [(f.kind, f.value, cleaned.draft.text[f.start : f.end]) for f in cleaned.draft.formatting]
    for f, _ in before:
        assert (f.kind, f.value, draft.text[f.start : f.end]) in quotes
    assert len(quotes) <= len(draft.formatting) + 1


@given(text=st.text(alphabet="aA.\n \t\f\u00a0-3/“”🌉م橋", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_odd(text):
    cleaned = clean(Draft(text))
    assert clean(cleaned.draft).draft == cleaned.draft
    assert clean(Draft(text), frozenset(ids(cleaned.segments))).draft.text == text
