"""Parse plain values from a file, a form or the API into a Codebook, or into a list of errors.

The slugs, colours and lines of a parsed codebook are safe to write into a style sheet.
"""

import re
from dataclasses import fields
from typing import Any

from annotate.codebook import Codebook
from annotate.codebooks.errors import (
    IS_TAKEN,
    LENGTHS,
    RESERVED_SLUGS,
    TOO_MANY,
    UNSAYABLE,
    CodebookError,
    ErrorCollector,
    FieldError,
)
from annotate.codebooks.slugs import fill_missing_slugs
from annotate.tag import TAG_TEXTS, Detail, Tag
from web.i18n.lazy_message import Message

LINES = ("solid", "dashed", "dotted", "wavy", "double")
KINDS = ("text", "choice", "links")
# Letters that are keyboard commands in static/pages/annotate.js.
COMMAND_KEYS = frozenset("hmnps")
MAX_TAGS, MAX_STORED_TAGS, MAX_DETAILS, MAX_CHOICES = 20, 60, 8, 20
TAG_FIELDS = {item.name for item in fields(Tag)}
DETAIL_FIELDS = {item.name for item in fields(Detail)}
RESERVED_TAG_SLUGS = RESERVED_SLUGS | {"bar", "open-mark", "pending"}
COLOUR = re.compile(r"#[0-9a-f]{6}")
KEY = re.compile(r"[a-z0-9]")

# Messages that follow the name of the field.
NO_TABLE = Message("must be a table of fields and values.")
TWICE = Message("is “{value}”, which is already used. Each tag needs its own.")
NO_COLOUR = Message("must be a colour such as #1a2b3c.")
NO_KEY = Message("must be one digit or one lowercase letter, but not {commands}.")
NO_TAGS = Message("needs at least one tag that is not archived.")
NO_BOOL = Message("must be true or false.")
FEW_CHOICES = Message("needs at least two entries.")
NEEDLESS = Message("is allowed only for the kind “choice”.")


def parse_codebook(data: Any) -> Codebook:
    """Return the codebook of these values, or raise CodebookError with all errors in them."""
    checking = ErrorCollector()
    if not isinstance(data, dict):
        raise CodebookError([FieldError(None, "codebook", NO_TABLE)])
    checking.known(data, {"slug", "title", "version", "tags"})
    slug = checking.slug(fill_missing_slugs([data], "title")[0])
    title = checking.text(data, "title", required=True)
    tags = []
    tables = fill_missing_slugs(list(checking.tables(data.get("tags", []), "tags", MAX_STORED_TAGS)), "name")
    for number, table in enumerate(tables):
        checking.tag, checking.name = number, _parse_name(table, number)
        tags.append(_tag(table, checking))
    _validate_cross_tag(tags, checking)
    if checking.problems:
        raise CodebookError(checking.problems)
    return Codebook(slug, title, 1, tuple(tags))


def _parse_name(data: dict[str, Any], number: int) -> str:
    name = data.get("name") or data.get("slug")
    if isinstance(name, str) and not UNSAYABLE.search(name):
        return name[: LENGTHS["name"]]
    return str(number + 1)


def _tag(data: dict[str, Any], checking: ErrorCollector) -> Tag:
    checking.known(data, TAG_FIELDS)
    texts = {
        name: checking.text(data, name, required=item.metadata["required"])
        for name, item in TAG_TEXTS.items()
    }
    archived = data.get("archived", False)
    if not isinstance(archived, bool):
        checking.wrong("archived", NO_BOOL)
    tables = fill_missing_slugs(
        list(checking.tables(data.get("details", []), "details", MAX_DETAILS)), "label"
    )
    details = tuple(_detail(table, checking) for table in tables)
    _unique([detail.slug for detail in details], "details", checking)
    return Tag(
        **texts | {"plural": texts["plural"] or texts["name"]},
        slug=checking.slug(data, reserved=RESERVED_TAG_SLUGS),
        colour=_colour(data, "colour", checking),
        colour_dark=_colour(data, "colour_dark", checking),
        line=checking.one_of(data.get("line"), "line", LINES),
        key=_key(data, checking),
        details=details,
        archived=archived is True,
    )


def _detail(data: dict[str, Any], checking: ErrorCollector) -> Detail:
    checking.known(data, DETAIL_FIELDS, "details.")
    kind = checking.one_of(data.get("kind"), "details.kind", KINDS)
    labels = data.get("choices", {})
    choices: dict[str, str] = {}
    if not isinstance(labels, dict):
        checking.wrong("details.choices", NO_TABLE)
    elif len(labels) > MAX_CHOICES:
        checking.wrong("details.choices", TOO_MANY.format(count=len(labels), most=MAX_CHOICES))
    elif kind == "choice":
        for value, label in labels.items():
            slug = checking.slug({"slug": value}, "details.choices")
            choices[slug] = checking.text({"choice": label}, "choice", required=True, at="details.choices")
        if len(labels) < 2:
            checking.wrong("details.choices", FEW_CHOICES)
    elif labels:
        checking.wrong("details.choices", NEEDLESS)
    return Detail(
        slug=checking.slug(data, "details.slug"),
        label=checking.text(data, "label", required=True, at="details.label"),
        kind=kind,
        hint=checking.text(data, "hint", at="details.hint"),
        choices=choices,
    )


def _colour(data: dict[str, Any], where: str, checking: ErrorCollector) -> str:
    value = data.get(where)
    if not isinstance(value, str) or not COLOUR.fullmatch(value.lower()):
        checking.wrong(where, NO_COLOUR)
        return "#000000"
    return value.lower()


def _key(data: dict[str, Any], checking: ErrorCollector) -> str:
    value = data.get("key")
    if not isinstance(value, str) or not KEY.fullmatch(value) or value in COMMAND_KEYS:
        checking.wrong("key", NO_KEY.format(commands=", ".join(sorted(COMMAND_KEYS))))
        return ""
    return value


def _validate_cross_tag(tags: list[Tag], checking: ErrorCollector) -> None:
    """Check what concerns several tags: their number, and that slugs, keys and names are unique."""
    live = [tag for tag in tags if not tag.archived]
    checking.tag = None
    if not live:
        checking.wrong("tags", NO_TAGS)
    if len(live) > MAX_TAGS:
        checking.wrong("tags", TOO_MANY.format(count=len(live), most=MAX_TAGS))
    slugs = {tag.slug for tag in tags}
    seen: dict[str, set[str]] = {"slug": set(), "key": set(), "name": set()}
    for number, tag in enumerate(tags):
        checking.tag, checking.name = number, tag.name or str(number + 1)
        # “x-0”, “x-1” and “x-2” are CSS classes of “x”.
        if re.fullmatch(".*-[012]", tag.slug) and tag.slug[:-2] in slugs:
            checking.wrong("slug", IS_TAKEN.format(slug=tag.slug))
        for name, values in seen.items():
            value = getattr(tag, name)
            if name != "slug" and tag.archived:
                continue
            if value and value in values:
                checking.wrong(name, TWICE.format(value=value))
            values.add(value)


def _unique(values: list[str], where: str, checking: ErrorCollector) -> None:
    for value in sorted({value for value in values if value and values.count(value) > 1}):
        checking.wrong(where, TWICE.format(value=value))
