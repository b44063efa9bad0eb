"""What holds for the hints of any text: extents, offsets, determinism, and a bounded amount of work."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.hints import hints
from tests.articles.hints.attribution.english_hits import HITS
from tests.articles.hints.attribution.test_english import allegations, parts

SENTENCES = [text for rows in HITS.values() for text, *_ in rows]
WORDS = (
    "said", "that", "he", "Lind", "the", "mayor", '"', "“", "”", ",", ".", "(", ")", "according", "to", "allegedly",
    "was", "told", "by", "and", "but", ":", "who", "claim", "is", "in", "her", "view", "—", "as", "adding", "\n",
    "not", "🌉", "of", "accused", "report", "on", "Monday", "she's",
)  # fmt: skip
mixed = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
articles = st.lists(st.sampled_from(SENTENCES), max_size=8).map(" ".join)
HOSTILE = {
    "said": "said ", "he said that": "he said that ", "quotation marks": '“ " ', "brackets": "( [ ",
    "allegedly": "allegedly ", "names and cues": "Lind and said ", "quotations": '"a" said he ',
    "claims": "claim that ", "according to": "according to ", "commas": "a, ", "one line": "word ",
    "paragraphs": "“said Lind\n", "passives": "it is believed that ", "views": "in Lind's view, ",
}  # fmt: skip


@given(st.one_of(mixed, articles))
@settings(max_examples=150, deadline=None)
def test_hints_lie_in_the_text_and_their_parts_do_not_overlap(text: str) -> None:
    for hint in allegations(text):
        source = hint.details["source"]
        pieces = [(hint.start, hint.end), *hint.details.get("pieces", ())]
        extents = sorted([hint.cue, *pieces, *([source] if source else [])])
        assert all(0 <= start < end <= len(text) for start, end in extents)
        assert pieces == sorted(pieces)
        assert all(end <= start for (_, end), (start, _) in pairwise(extents))


@given(st.one_of(mixed, articles))
@settings(max_examples=50, deadline=None)
def test_the_same_text_has_the_same_hints(text: str) -> None:
    assert hints(text, "en") == hints(text, "en")


@given(articles)
@settings(max_examples=50, deadline=None)
def test_an_emoji_and_an_accent_before_a_text_move_its_hints_by_their_code_points(text: str) -> None:
    before = "A bridge 🌉 at the cafe\u0301.\n\n"
    shift = len(before)
    assert [
        (hint.start - shift, hint.end - shift, hint.cue[0] - shift) for hint in allegations(before + text)
    ] == [(hint.start, hint.end, hint.cue[0]) for hint in allegations(text)]


def test_every_process_finds_the_same_hints() -> None:
    text = " ".join(SENTENCES)
    script = (
        "import sys; from articles.hints import hints; "
        "print([(h.start, h.end, h.tag, str(h.reason), h.sure, h.details) for h in hints(sys.argv[1], 'en')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, text],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    (answer,) = answers
    assert "Oddvar" in answer


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_words_are_twice_the_work(name: str) -> None:
    once, twice = (_calls(HOSTILE[name] * count) for count in (400, 800))
    assert twice < 2.3 * once + 200


def _calls(text: str) -> int:
    """Return how many functions are called to find the attributions of a text."""
    with _counted() as calls:
        allegations(text)
    return calls[0]


@contextmanager
def _counted() -> Iterator[list[int]]:
    calls = [0]

    def count(frame: FrameType, event: str, argument: Any) -> None:
        calls[0] += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("text", SENTENCES, ids=range(len(SENTENCES)))
def test_a_reason_is_short(text: str) -> None:
    assert all(len(hint.reason) <= 140 for hint in allegations(text))


@pytest.mark.parametrize("text", [
    f"<b>Lind</b> {'x' * 200} <script>said</script> that it was over.",
    f"{'Mirel ' * 30}said that it was over.",
    f"According to the {'very ' * 20}old report, it was over.",
], ids=["markup", "a long name", "a long document"])  # fmt: skip
def test_a_reason_is_short_whatever_the_source(text: str) -> None:
    assert all(len(hint.reason) <= 140 for hint in allegations(text))


def test_markup_in_a_source_stays_plain_text() -> None:
    text = "The <i>Gazette</i> said that it was over."
    (hint,) = allegations(text)
    assert parts(text, hint)[0] == "said"
    assert "&lt;" not in hint.reason
    assert type(hint.reason.values["cue"]) is str


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mirel Oddvar said the gate was open.", "cue-neutral"),
        ("She said the gate was open.", "cue-neutral-short"),
        ("Oddvar claimed that the gate was open.", "cue-distance"),
        ("Oddvar pointed out that the gate was open.", "cue-vouch"),
        ("The gate was allegedly open.", "no-source"),
        ("The gate is said to be open.", "no-source"),
        ("The survey says that the gate was open.", "document"),
    ],
)
def test_the_reason_fits_cue_and_source(text: str, code: str) -> None:
    (hint,) = allegations(text)
    assert hint.reason.code == code
