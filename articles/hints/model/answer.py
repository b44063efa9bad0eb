"""What of a language model's answer is used: passages that are in the text, with reasons in our own words."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.hints.hint import Extent, Hint, HintDetails
from articles.hints.model.codes import CODES, MAX_QUOTE, MAX_SUGGESTIONS
from articles.hints.model.locate import Quotes, distance
from articles.hints.reason import REASONS, Reason, excerpt
from web.i18n.lazy_message import PLACEHOLDER

KIND = "language-model"
# How far from the passage its source and cue may be, in code points.
NEAR = 400
NOT_IN_TEXT, NOT_UNDERSTOOD, TOO_LONG, TOO_MANY, REPEATED = (
    "not in the text",
    "not understood",
    "too long",
    "too many",
    "repeated",
)


class UnusableAnswer(ValueError):
    """The answer is no list of suggestions."""


@dataclass(slots=True)
class Suggestions:
    """The hints of an answer, and how many suggestions were dropped, by reason."""

    hints: list[Hint] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def read_answer(content: str, text: str, part: Extent, known: Iterable[Hint] = ()) -> Suggestions:
    """Return the hints in a model's answer on a ``part`` of ``text``, with offsets in the whole text.

    ``known`` are hints that the text has already: a suggestion that overlaps one with the same tag is dropped. Raise
    ``UnusableAnswer`` if the answer has no list of suggestions.
    """
    result = Suggestions()
    quotes, existing = Quotes(text, part), list(known)
    for number, item in enumerate(_items(content)):
        if number >= MAX_SUGGESTIONS:
            result.dropped[TOO_MANY] += 1
            continue
        hint = _hint(item, quotes)
        if isinstance(hint, Hint) and any(_overlap(hint, other) for other in existing):
            hint = REPEATED
        if isinstance(hint, Hint):
            result.hints.append(hint)
            existing.append(hint)
        else:
            result.dropped[hint] += 1
    return result


def _items(content: str) -> Sequence[Any]:
    """Return the suggestions in an answer, which may stand in a code block."""
    content = content.strip()
    if content.startswith("```"):
        content = content.strip("`").removeprefix("json")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnusableAnswer("the answer is not JSON") from error
    items = data.get("suggestions") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise UnusableAnswer("the answer has no list of suggestions")
    return items


def _hint(item: Any, quotes: Quotes) -> Hint | str:
    """Return the hint of one suggestion, or why it is dropped."""
    fields = item if isinstance(item, dict) else {}
    quote, tag, code, cue, source = (fields.get(name) for name in ("quote", "tag", "code", "cue", "source"))
    if (
        not isinstance(quote, str)
        or not quote.strip()
        or not isinstance(tag, str)
        or not isinstance(code, str)
    ):
        return NOT_UNDERSTOOD
    if code not in CODES.get(tag, ()):
        return NOT_UNDERSTOOD
    if len(quote) > MAX_QUOTE:
        return TOO_LONG
    passage = quotes.find(quote)
    if passage is None:
        return NOT_IN_TEXT
    cue_at = _find_near(quotes, cue, passage)
    source_at = _find_near(quotes, source, passage)
    details: HintDetails = {"cue": cue_at or passage}
    if tag == "attributed-allegation":
        if cue_at is None:
            return NOT_IN_TEXT
        details["source"] = source_at
    return Hint(*passage, tag, _reason(code, quotes.text, details), False, details, KIND)


def _find_near(quotes: Quotes, words: Any, passage: Extent) -> Extent | None:
    if not isinstance(words, str) or len(words) > MAX_QUOTE:
        return None
    found = quotes.find(words, near=passage)
    return found if found and distance(found, passage) <= NEAR else None


def _reason(code: str, text: str, details: HintDetails) -> Reason:
    """Return the reason with the words of the text in place."""
    cue, source = details["cue"], details.get("source")
    words = excerpt(text[slice(*cue)])
    values = {"cue": words, "word": words, "thing": words}
    if source is not None:
        values["source"] = excerpt(text[slice(*source)])
    elif "{source}" in REASONS[code].template:
        code = "cue-neutral-short"
    placeholders = PLACEHOLDER.findall(REASONS[code].template)
    return Reason(code, {name: values[name] for name in placeholders})


def _overlap(one: Hint, other: Hint) -> bool:
    return one.tag == other.tag and one.start < other.end and other.start < one.end
