"""Validate the extra fields of an answer key annotation: how exactly others must match it, and which tags count.

``changed`` says what was changed after people had worked with the key, and why: readers see it beside their result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from annotate.codebook import Codebook
from annotate.enums import Tolerance
from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import CONTROL, is_storable, parse_time

NO_ANSWER = Message(
    "An answer has “tolerance” ({tolerances}) and “also”, a list of tags that are also correct."
)
NO_TAG = Message(
    "The tag “{tag}” cannot also be correct, because it does not exist here or is already the answer."
)
NO_CHANGE = Message(
    "“changed” lists what was changed later: “what” ({kinds}), “tag”, “reason” (one line of at most {limit} "
    "characters) and “at”."
)
MAX_REASON, MAX_CHANGES = 300, 20


class KeyChangeKind(StrEnum):
    """What was changed later: the answer was added, or another tag was accepted."""

    ADDED = "added"
    ALSO = "also"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A later change of an answer: what, with which tag, why, and when (an ISO time)."""

    what: KeyChangeKind
    tag: str
    reason: str
    at: str


class AnswerError(ProblemError, ValueError):
    """The answer does not have the form that scoring needs. The message says which."""

    code = "bad-answer"


def validate_answer(
    answer: Any, codebook: Codebook, tag_slug: str, present: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return ``answer`` in its stored form; by default any overlap counts and only ``tag_slug`` is right.

    Without ``changed`` it keeps that of the ``present`` answer.
    """
    answer = answer or {}
    tolerance = answer.get("tolerance", Tolerance.OVERLAP) if isinstance(answer, dict) else None
    also = answer.get("also", []) if tolerance else None
    if (
        tolerance not in list(Tolerance)
        or not isinstance(also, list)
        or answer.keys() - {"tolerance", "also", "changed"}
    ):
        raise AnswerError(NO_ANSWER.format(tolerances=", ".join(Tolerance)))
    slugs = [tag.slug for tag in codebook.tags]
    for slug in also:
        if slug not in slugs:
            raise AnswerError(NO_TAG.format(tag=str(slug)))
    changed = answer.get("changed", (present or {}).get("changed")) or []
    if not _are_changes(changed, slugs):
        raise AnswerError(NO_CHANGE.format(kinds=", ".join(KeyChangeKind), limit=MAX_REASON))
    # A tag that is no longer accepted was not accepted later, either.
    changed = [row for row in changed if row["what"] == KeyChangeKind.ADDED or row["tag"] in also]
    return {
        "tolerance": str(tolerance),
        "also": [slug for slug in slugs if slug in also and slug != tag_slug],
    } | ({"changed": changed} if changed else {})


def changes_of(answer: Mapping[str, Any]) -> tuple[KeyChange, ...]:
    """Return the later changes of a stored answer, oldest first."""
    return tuple(
        KeyChange(KeyChangeKind(row["what"]), row["tag"], row["reason"], row["at"])
        for row in answer.get("changed", ())
    )


def _are_changes(changed: Any, slugs: list[str]) -> bool:
    return (
        isinstance(changed, list)
        and len(changed) <= MAX_CHANGES
        and all(_is_change(row, slugs) for row in changed)
    )


def _is_change(row: Any, slugs: list[str]) -> bool:
    return (
        isinstance(row, dict)
        and row.keys() == {"what", "tag", "reason", "at"}
        and all(isinstance(value, str) for value in row.values())
        and row["what"] in list(KeyChangeKind)
        and row["tag"] in slugs
        and len(row["reason"]) <= MAX_REASON
        and is_storable(row["reason"])
        and not CONTROL.search(row["reason"])
        and _is_time(row["at"])
    )


def _is_time(text: str) -> bool:
    try:
        parse_time(text)
    except ValueError:
        return False
    return True
