"""Find the web address of a saved page, in the comment of the program that saved it or in JSON-LD."""

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

# As browsers write it, and as the SingleFile extension does.
SAVE_COMMENT = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]{1,2000})"
)
HEAD_BYTES = 8192


def save_comment(address: str) -> bytes:
    """Return the comment of a program that saves the page at ``address``, which has no spaces and no angle brackets."""
    url = address.encode()
    return b"<!-- saved from url=(%04d)%b -->\n" % (len(url), url)


def url_from_save_comment(data: bytes) -> str:
    """Return the address in the comment of the program that saved the page, or ""."""
    match = SAVE_COMMENT.search(data[:HEAD_BYTES])
    return match[1].decode("utf-8", "replace") if match else ""


def url_from_json_ld(page: "_Element") -> str:
    """Return the address of the article in the page's JSON-LD, or ""."""
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for node in graph if isinstance(graph, list) else [graph]:
            if isinstance(node, dict) and "Article" in str(node.get("@type")):
                address = _id(node.get("url")) or _id(node.get("mainEntityOfPage"))
                if address.startswith(("https://", "http://")):
                    return address
    return ""


def _id(value: Any) -> str:
    value = value.get("@id") if isinstance(value, dict) else value
    return value if isinstance(value, str) else ""
