"""What an answer of the key says beside its mark: how well others must fit it, and what else is right."""

from typing import Any

from annotate.codebook import Codebook
from annotate.enums import Tolerance
from web.errors import ProblemError
from web.i18n.lazy_message import Message

NO_ANSWER = Message(
    "An answer has “tolerance” ({tolerances}) and “also”, a list of tags that are right here too."
)
NO_TAG = Message("There is no tag “{tag}” that could be right here too.")


class AnswerError(ProblemError, ValueError):
    """This says nothing about how an answer of the key is scored. The message says what does."""

    code = "bad-answer"


def validate_answer(answer: Any, codebook: Codebook, tag: str) -> dict[str, Any]:
    """``answer`` as it is kept; without one, any overlap counts and ``tag`` alone is right."""
    answer = answer or {}
    tolerance = answer.get("tolerance", Tolerance.OVERLAP) if isinstance(answer, dict) else None
    also = answer.get("also", []) if tolerance else None
    if (
        tolerance not in list(Tolerance)
        or not isinstance(also, list)
        or answer.keys() - {"tolerance", "also"}
    ):
        raise AnswerError(NO_ANSWER.format(tolerances=", ".join(Tolerance)))
    known = [each.slug for each in codebook.tags]
    for slug in also:
        if slug not in known:
            raise AnswerError(NO_TAG.format(tag=str(slug)))
    return {"tolerance": str(tolerance), "also": [slug for slug in known if slug in also and slug != tag]}
