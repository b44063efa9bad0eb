"""Derive slugs from names, so that authors of codebooks need not write any."""

import re
from typing import Any
from unicodedata import normalize

MAX_LENGTH = 40
# “x-0” to “x-2” are the CSS classes of the tints of “x”.
FIRST_NUMBER = 3


def slugify_ascii(text: str) -> str:
    """Return ``text`` in lower-case letters a to z, digits and hyphens, beginning with a letter."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if not slug[:1].isalpha():
        slug = f"tag-{slug}"
    return slug[:MAX_LENGTH].strip("-")


def unique_slug(slug: str, used: set[str]) -> str:
    """Return ``slug``, with a number appended if it is used already."""
    candidate, number = slug, FIRST_NUMBER
    while candidate in used:
        candidate = f"{slug[: MAX_LENGTH - 5]}-{number}"
        number += 1
    return candidate


def fill_missing_slugs(tables: list[dict[str, Any]], of: str) -> list[dict[str, Any]]:
    """Return the tables; those without a slug get one derived from their field ``of``."""
    used = {table["slug"] for table in tables if isinstance(table.get("slug"), str)}
    filled = []
    for table in tables:
        if not table.get("slug") and isinstance(table.get(of), str):
            table = table | {"slug": unique_slug(slugify_ascii(table[of]), used)}  # noqa: PLW2901 (another table, not this one changed)
            used.add(table["slug"])
        filled.append(table)
    return filled
