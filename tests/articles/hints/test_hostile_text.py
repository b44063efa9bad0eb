"""Long and odd texts take work in proportion to their length, whatever kind looks at them."""

import sys
from typing import Any

import pytest

from articles.hints import hints

PIECES = {
    "cues": "said ",
    "cues in lines": "she said\n",
    "quotation marks": '"',
    "opened quotations": "“",
    "quotations": "“so,” he said ",
    "commas": "said, she, who said, ",
    "names": "Mirel Oddvar ",
    "that": "that said that ",
    "according": "according to the ",
    "advice": "we should not ",
    "truth": "the real sad truth is ",
    "copulas": "is a very a disgrace ",
    "numbers": "11,000 new ",
    "dates": "in on 3 March 2019 ",
    "causes": "because of ",
    "questions": "? ",
    "stops": "a. ",
    "spanish cues": "según dijo que ",
    "spanish rayas": "—dijo— ",
    "spanish advice": "no habría que ",
    "combining": "e\u0301\u0323 ",
    "invisible": "\u200b ",
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_work_grows_with_the_text(piece: str, language: str) -> None:
    calls(piece, language)
    # Quadratic work would be some sixteen times as much.
    assert calls(piece * 800, language) < 6 * calls(piece * 200, language)


def calls(text: str, language: str) -> int:
    """Return how many functions are called to find the hints of a text."""
    count = 0

    def add_one(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(add_one)
    try:
        hints(text, language)
    finally:
        sys.setprofile(None)
    return count
