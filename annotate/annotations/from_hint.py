"""The hint that an annotation was made from: the code of its reason, and the version of the rules. Pure."""

from collections.abc import Mapping
from typing import Any

from articles.hints.reason import REASONS
from web.errors import ProblemError
from web.i18n.lazy_message import Message
from web.values import is_storable

MAX_LENGTH = 40
WRONG_HINT = Message(
    "“from_hint” must have “code”, the reason of a hint, and “rules”, their version. “key” may name the hint."
)


class FromHintError(ProblemError, ValueError):
    """The annotation does not say in the right form which hint it was made from."""

    code = "bad-hint"


def check_from_hint(value: Any) -> dict[str, str] | None:
    """Return ``value`` as annotations carry it, without the ``key`` of the hint; None for an annotation without one."""
    if value is None:
        return None
    if (
        not isinstance(value, Mapping)
        or not {"code", "rules"} <= value.keys() <= {"code", "rules", "key"}
        or not all(map(_is_short, value.values()))
        or value["code"] not in REASONS
    ):
        raise FromHintError(WRONG_HINT)
    return {"code": value["code"], "rules": value["rules"]}


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_LENGTH and is_storable(value)
