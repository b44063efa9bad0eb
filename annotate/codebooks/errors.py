"""Collect all errors in the values of a codebook, field by field, while it is parsed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotate.tag import DETAIL_TEXTS, TAG_TEXTS
from web.errors import ProblemError
from web.i18n.lazy_message import Message

LENGTHS: dict[str, int] = {"title": 120, "slug": 40, "choice": 80} | {
    name: item.metadata["length"] for name, item in (TAG_TEXTS | DETAIL_TEXTS).items()
}
# Slugs that the pages use for something else.
RESERVED_SLUGS = frozenset({"constructor"})
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
UNSAYABLE = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")

# Messages that follow the name of the field.
NO_LIST = Message("must be a list of tables.")
NOT_KNOWN = Message("is not a known field. Known fields: {fields}.")
NO_TEXT = Message("must be a text.")
MISSING = Message("is missing.")
LONG = Message("has {count} characters. Up to {most} are allowed.")
UNSAID = Message("contains an invalid character.")
NO_SLUG = Message(
    "can have only lowercase letters a–z, digits and single hyphens, and must begin with a letter."
)
IS_TAKEN = Message("is “{slug}”, which is reserved. Choose another name.")
ONE_OF = Message("must be one of these: {values}.")
TOO_MANY = Message("has {count} entries. Up to {most} are allowed.")
ABOUT_BOOK = Message("“{field}” {said}")
ABOUT_TAG = Message("Tag “{tag}”: “{field}” {said}")


@dataclass(frozen=True)
class FieldError:
    """An error in a field of the tag with index ``tag``, or of the codebook itself if that is None."""

    tag: int | None
    field: str
    message: Message
    name: str = ""

    @property
    def sentence(self) -> Message:
        """Return the message as a sentence that names the tag and the field."""
        if self.tag is None:
            return ABOUT_BOOK.format(field=self.field, said=self.message)
        return ABOUT_TAG.format(tag=self.name, field=self.field, said=self.message)


class CodebookError(ProblemError, ValueError):
    """The values are no valid codebook. ``problems`` has all errors."""

    code = "bad-codebook"

    def __init__(self, problems: list[FieldError]) -> None:
        super().__init__(problems[0].sentence)
        self.problems = problems

    def extensions(self) -> dict[str, list[dict[str, Any]]]:
        """Return all errors: the tag, the field and the message."""
        return {"problems": [{"tag": p.tag, "field": p.field, "detail": p.sentence} for p in self.problems]}


@dataclass
class ErrorCollector:
    """Validate fields, collecting errors and returning a harmless value for each invalid field."""

    problems: list[FieldError] = field(default_factory=list)
    tag: int | None = None
    name: str = ""

    def wrong(self, where: str, message: Message) -> None:
        """Add an error in the field ``where`` of the current tag."""
        self.problems.append(FieldError(self.tag, where, message, self.name))

    def text(self, data: dict[str, Any], where: str, required: bool = False, at: str = "") -> str:
        """Return a text on one line, and check its length."""
        value = data.get(where, "")
        at = at or where
        if not isinstance(value, str):
            self.wrong(at, NO_TEXT)
            return ""
        if UNSAYABLE.search(value):
            self.wrong(at, UNSAID)
            return ""
        line = " ".join(value.split())
        if len(line) > LENGTHS[where]:
            self.wrong(at, LONG.format(count=len(line), most=LENGTHS[where]))
        elif required and not line:
            self.wrong(at, MISSING)
        return line

    def slug(self, data: dict[str, Any], at: str = "slug", reserved: frozenset[str] = RESERVED_SLUGS) -> str:
        """Return a valid slug that is not reserved."""
        value = self.text(data, "slug", required=True, at=at)
        if value and not SLUG.fullmatch(value):
            self.wrong(at, NO_SLUG)
            return ""
        if value in reserved:
            self.wrong(at, IS_TAKEN.format(slug=value))
        return value

    def one_of(self, value: object, where: str, values: tuple[str, ...]) -> str:
        """Return one of ``values``, the first if ``value`` is none of them."""
        if not isinstance(value, str) or value not in values:
            self.wrong(where, ONE_OF.format(values=", ".join(values)))
            return values[0]
        return value

    def known(self, data: dict[str, Any], fields: set[str], before: str = "") -> None:
        """Check that there are no unknown fields."""
        for name in list(data)[:100]:
            if name not in fields:
                self.wrong(before + str(name)[:40], NOT_KNOWN.format(fields=", ".join(sorted(fields))))

    def tables(self, value: Any, where: str, limit: int) -> Iterator[dict[str, Any]]:
        """Yield the first ``limit`` tables of a list."""
        if not isinstance(value, list):
            self.wrong(where, NO_LIST)
            return
        if len(value) > limit:
            self.wrong(where, TOO_MANY.format(count=len(value), most=limit))
        for item in value[:limit]:
            if isinstance(item, dict):
                yield item
            else:
                self.wrong(where, NO_LIST)
