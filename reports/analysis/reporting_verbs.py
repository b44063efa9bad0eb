"""Whether a reporting verb distances itself from what a source says, endorses it, or is neutral.

The words are those that hints of attributed allegations are made from: ``articles/hints/words/``.
"""

from functools import cache

from articles.hints.attribution.stances import DISTANCES, ENDORSES, NEUTRAL, stance_by_form
from articles.hints.words import LANGUAGES
from articles.text.stems import stem_words

UNKNOWN = ""


def stance(cue: str, language: str) -> str:
    """Return NEUTRAL, DISTANCES or ENDORSES for a cue, or UNKNOWN if none of its words is in the lists.

    If several words match, the one that is not neutral counts: “said, allegedly” distances. Languages without a list
    use the English one.
    """
    listed = language.casefold()[:2]
    listed = listed if listed in LANGUAGES else "en"
    by_form, by_stem = _by_words(listed, ""), _by_words(listed, listed)
    words, stems = stem_words(cue, ""), stem_words(cue, listed)
    longest = max(map(len, by_form))
    extents = [
        slice(start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + longest, len(words)) + 1)
    ]
    stances = {by_form.get(words[extent]) or by_stem.get(stems[extent], UNKNOWN) for extent in extents}
    return next((stance for stance in (DISTANCES, ENDORSES, NEUTRAL) if stance in stances), UNKNOWN)


@cache
def _by_words(listed: str, stemmed_in: str) -> dict[tuple[str, ...], str]:
    """Return the stance of the reporting words of a language by their words, stemmed or (with "") as they are.

    Stems find forms that nobody listed; where two words share one, the first in the list counts.
    """
    result: dict[tuple[str, ...], str] = {}
    for phrase, stance in stance_by_form(listed).items():
        result.setdefault(stem_words(phrase, stemmed_in), stance)
    return result
