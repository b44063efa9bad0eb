"""The web address of a saved page: what the program that saved it wrote down, or what the page says to robots."""

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

# Browsers write the first, the SingleFile extension the second.
SAVED = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]{1,2000})"
)
HEAD = 8192


def url_from_save_comment(data: bytes) -> str:
    """The address in the comment that the saving program put on top, or ""."""
    found = SAVED.search(data[:HEAD])
    return found[1].decode("utf-8", "replace") if found else ""


def url_from_json_ld(page: "_Element") -> str:
    """The address that the page's JSON-LD gives its article, or ""."""
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = told.get("@graph", told) if isinstance(told, dict) else told
        for thing in graph if isinstance(graph, list) else [graph]:
            if isinstance(thing, dict) and "Article" in str(thing.get("@type")):
                address = _id(thing.get("url")) or _id(thing.get("mainEntityOfPage"))
                if address.startswith(("https://", "http://")):
                    return address
    return ""


def _id(value: Any) -> str:
    value = value.get("@id") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""
