"""Every reason fits on a card in every language, whatever it repeats of the text."""

import pytest
from django.utils import translation

from articles.hints.reason import MAX_LENGTH, MAX_VALUE, REASONS, Reason
from web.i18n.lazy_message import PLACEHOLDER
from web.i18n.translate import translate

# Cue and source share this much room (see articles/hints/attribution/as_hints.py).
TOGETHER = 60


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", REASONS)
def test_a_reason_with_the_longest_values_fits_on_a_card(code: str, language: str) -> None:
    names = PLACEHOLDER.findall(REASONS[code].template)
    length = TOGETHER // 2 if "cue" in names and "source" in names else MAX_VALUE
    with translation.override(language):
        shown = translate(Reason(code, dict.fromkeys(names, "x" * length)))
    assert len(shown) <= MAX_LENGTH
    assert shown.count("x" * length) == len(names)
    assert "?" in shown
