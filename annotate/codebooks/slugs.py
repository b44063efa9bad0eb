"""Names for programs, made of the names that people give: whoever writes a codebook need not think of them."""

import re
from typing import Any
from unicodedata import normalize

LONGEST = 40
# “x-0” to “x-2” are what the pages call the tints of “x”.
FIRST_NUMBER = 3


def slugify_ascii(text: str) -> str:
    """``text`` in small letters a to z, digits and hyphens, beginning with a letter."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if not slug[:1].isalpha():
        slug = f"tag-{slug}"
    return slug[:LONGEST].strip("-")


def unique_slug(slug: str, taken: set[str]) -> str:
    """``slug``, with a number where it is taken."""
    found, number = slug, FIRST_NUMBER
    while found in taken:
        found = f"{slug[: LONGEST - 5]}-{number}"
        number += 1
    return found


def fill_missing_slugs(tables: list[dict[str, Any]], of: str) -> list[dict[str, Any]]:
    """The tables, each that has no slug with one made of its field ``of``."""
    taken = {table["slug"] for table in tables if isinstance(table.get("slug"), str)}
    found = []
    for table in tables:
        if not table.get("slug") and isinstance(table.get(of), str):
            table = table | {"slug": unique_slug(slugify_ascii(table[of]), taken)}  # noqa: PLW2901 (another table, not this one changed)
            taken.add(table["slug"])
        found.append(table)
    return found
