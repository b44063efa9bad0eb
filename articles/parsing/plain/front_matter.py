"""Read the front matter of Markdown files: lines of metadata between two lines of three hyphens."""

import re
from typing import Any

from articles.parsing.metadata import clean_metadata, parse_date

MAX_LENGTH = 10_000
FENCED = re.compile(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"([A-Za-z][\w .-]{0,40}):(?:[ \t]+(.*))?")
# A line that continues a field: an item of a list, an indented line, or a comment.
CONTINUED = re.compile(r"[ \t]*-[ \t]+(.*)|[ \t]+\S.*|#.*|[ \t]*")
NAMES = {
    "title": ("title", "headline"),
    "byline": ("author", "authors", "byline", "creator", "by"),
    "publication": ("publication", "publisher", "site", "newspaper"),
    "published": ("date", "published", "publishdate", "created"),
    "language": ("lang", "language"),
    "url": ("url", "source", "link", "canonical", "canonical_url"),
}


def split_front_matter(source: str) -> tuple[dict[str, Any], str]:
    """Return the metadata of the draft that the front matter gives, and the text after it.

    There is none unless every line between the hyphens is a field or continues one: hyphens also part sections.
    """
    match = FENCED.match(source[:MAX_LENGTH])
    fields = _fields(match[1]) if match else None
    if not match or not fields:
        return {}, source
    metadata: dict[str, Any] = {}
    for name, keys in NAMES.items():
        values = next((fields[key] for key in keys if fields.get(key)), [])
        if name == "published":
            metadata[name] = parse_date(values[0]) if values else None
        elif name == "url":
            metadata[name] = values[0] if values and values[0].startswith(("https://", "http://")) else ""
        else:
            metadata[name] = clean_metadata(", ".join(values) if name == "byline" else "".join(values[:1]))
    metadata["language"] = metadata["language"][:20]
    return metadata, source[match.end() :].lstrip("\n")


def _fields(block: str) -> dict[str, list[str]] | None:
    """Return the values of each field, by its name in lower case; None if a line is anything else."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in block.split("\n"):
        if field := FIELD.fullmatch(line):
            values = fields.setdefault(field[1].strip().lower(), [])
            values += _values(field[2] or "")
        elif continued := CONTINUED.fullmatch(line):
            values += _values(continued[1] or "")
        else:
            return None
    return fields


def _values(text: str) -> list[str]:
    text = text.strip()
    items = text[1:-1].split(",") if text[:1] == "[" and text[-1:] == "]" else [text]
    bare = [_unquoted(item.strip()) for item in items]
    return [item for item in bare if item]


def _unquoted(text: str) -> str:
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text
