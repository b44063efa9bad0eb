"""What holds for the hints of every text."""

import os
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hints import Hint, Reason, has_rules, hints, kinds
from articles.hints.keys import with_keys
from articles.hints.reason import MAX_LENGTH
from tests.articles.hints.articles import LANGUAGES_AND_TEXTS, SENTENCES

# Paragraphs without any hint. The characters of one take one to four bytes and one or two UTF-16 units.
PLAIN, ODD = "Harbour.\n\n", "🌉 e\u0301 👩‍👩‍👧 Harbour.\n\n"
TAGS = {"attributed-allegation", "loaded-language", "opinion", "factual-claim"}


def extents(hint: Hint) -> list[tuple[int, int]]:
    source = hint.details.get("source")
    return [
        (hint.start, hint.end),
        hint.cue,
        *hint.details.get("pieces", ()),
        *([source] if source else []),
    ]


@given(LANGUAGES_AND_TEXTS)
def test_every_hint_is_in_the_text_and_in_order(language_and_text: tuple[str, str]) -> None:
    language, text = language_and_text
    found = hints(text, language)
    for hint in found:
        assert hint.tag in TAGS
        assert hint.kind in kinds()
        for start, end in extents(hint):
            assert 0 <= start < end <= len(text)
            assert text[start] not in " \n"
            assert text[end - 1] not in " \n"
    assert all(first.start <= second.start for first, second in pairwise(found))
    assert all(first != second for first, second in pairwise(found))


@given(LANGUAGES_AND_TEXTS)
def test_reasons_fit_on_a_card(language_and_text: tuple[str, str]) -> None:
    language, text = language_and_text
    for hint in hints(text, language):
        assert len(hint.reason) <= MAX_LENGTH
        assert "\n" not in hint.reason
        assert "{" not in hint.reason
        assert Reason.from_json(hint.reason.to_json()) == hint.reason


@given(LANGUAGES_AND_TEXTS)
def test_characters_before_move_every_hint_by_their_code_points(language_and_text: tuple[str, str]) -> None:
    language, text = language_and_text
    shift = len(ODD) - len(PLAIN)
    plain, odd = hints(PLAIN + text, language), hints(ODD + text, language)
    assert [[(start + shift, end + shift) for start, end in extents(hint)] for hint in plain] == [
        extents(hint) for hint in odd
    ]
    assert [(hint.reason, hint.sure, hint.strength) for hint in plain] == [
        (hint.reason, hint.sure, hint.strength) for hint in odd
    ]


@given(LANGUAGES_AND_TEXTS)
def test_keys_tell_hints_apart(language_and_text: tuple[str, str]) -> None:
    language, text = language_and_text
    found = hints(text, language)
    assert list(with_keys(text, found).values()) == list(found)


@given(LANGUAGES_AND_TEXTS, st.sampled_from(["-GB", "-419", "-Latn-ES"]))
def test_a_country_makes_no_difference(language_and_text: tuple[str, str], country: str) -> None:
    language, text = language_and_text
    assert hints(text, language + country) == hints(text, language)


@pytest.mark.parametrize("language", ["de", "", "enx", "x"])
def test_a_language_without_rules_has_no_hints(language: str) -> None:
    assert not has_rules(language)
    assert hints(" ".join(SENTENCES["en"]), language) == ()


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_each_kind_finds_something(language: str) -> None:
    text = "\n\n".join(SENTENCES[language])
    assert {hint.kind for hint in hints(text, language)} == set(kinds())


PROGRAM = """
import sys
from articles.hints import hints
print([(h.start, h.end, str(h.reason), h.sure, h.strength, h.details) for h in hints(sys.argv[2], sys.argv[1])])
"""


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_every_process_finds_the_same(language: str) -> None:
    text = "\n\n".join(SENTENCES[language])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, language, text],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert outputs != {b"[]\n"}
