"""Hints of a language model as plain JSON values, and back."""

from typing import Any

from articles.hints.hint import Hint, HintDetails
from articles.hints.model.answer import KIND
from articles.hints.reason import Reason


def hint_to_json(hint: Hint) -> list[Any]:
    """Return a hint for ``hint_from_json``."""
    return [hint.start, hint.end, hint.tag, hint.reason.to_json(), hint.cue, hint.details.get("source")]


def hint_from_json(row: list[Any], suggested_by: str) -> Hint:
    """Return the hint that ``hint_to_json`` wrote, as suggested by a model."""
    start, end, tag, reason, cue, source = row
    details: HintDetails = {"cue": tuple(cue), "suggested_by": suggested_by}
    if tag == "attributed-allegation":
        details["source"] = tuple(source) if source else None
    return Hint(start, end, tag, Reason.from_json(reason), False, details, KIND)
