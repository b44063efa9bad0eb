"""Validate the extra fields of an answer key annotation: how exactly others must match it, and which tags count."""

from typing import Any

from annotate.codebook import Codebook
from annotate.enums import Tolerance
from web.errors import ProblemError
from web.i18n.lazy_message import Message

NO_ANSWER = Message(
    "An answer has “tolerance” ({tolerances}) and “also”, a list of tags that are also correct."
)
NO_TAG = Message(
    "The tag “{tag}” cannot also be correct, because it does not exist here or is already the answer."
)


class AnswerError(ProblemError, ValueError):
    """The answer does not have the form that scoring needs. The message says which."""

    code = "bad-answer"


def validate_answer(answer: Any, codebook: Codebook, tag_slug: str) -> dict[str, Any]:
    """Return ``answer`` in its stored form; by default any overlap counts and only ``tag_slug`` is right."""
    answer = answer or {}
    tolerance = answer.get("tolerance", Tolerance.OVERLAP) if isinstance(answer, dict) else None
    also = answer.get("also", []) if tolerance else None
    if (
        tolerance not in list(Tolerance)
        or not isinstance(also, list)
        or answer.keys() - {"tolerance", "also"}
    ):
        raise AnswerError(NO_ANSWER.format(tolerances=", ".join(Tolerance)))
    slugs = [tag.slug for tag in codebook.tags]
    for slug in also:
        if slug not in slugs:
            raise AnswerError(NO_TAG.format(tag=str(slug)))
    return {
        "tolerance": str(tolerance),
        "also": [slug for slug in slugs if slug in also and slug != tag_slug],
    }
