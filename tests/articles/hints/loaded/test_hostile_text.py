"""Long and odd texts take work in proportion to their length."""

import sys
from typing import Any

import pytest

from articles.hints.document import Document
from articles.hints.kinds.loaded_words import LoadedWords
from articles.hints.kinds.scare_quotes import ScareQuotes

PIECES = {
    "verbs": "slam ",
    "gaps": "ram a ",
    "labels": "radical is ",
    "quotation marks": "“",
    "short quotations": "“so” ",
    "apostrophes": " 'a' ",
    "capitals": "Savage ",
    "signs": "( ) ",
    "names after signs": "((( Savage ",
    "lines": "shameful\n",
}


def test_a_word_with_which_many_phrases_begin_takes_little_work() -> None:
    calls("se", "es")
    assert calls("se ha " * 200, "es") < 100 * 400


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_work_grows_with_the_text(piece: str) -> None:
    calls(piece)
    # Quadratic work would be some sixteen times as much.
    assert calls(piece * 800) < 6 * calls(piece * 200)


def calls(text: str, language: str = "en") -> int:
    """Return how many functions are called to read a text."""
    count = 0

    def add_one(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    document = Document(text, language)
    sys.setprofile(add_one)
    try:
        found = tuple(LoadedWords().find(document, ()))
        tuple(ScareQuotes().find(document, found))
    finally:
        sys.setprofile(None)
    return count
