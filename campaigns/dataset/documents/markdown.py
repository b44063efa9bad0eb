"""Text from people in Markdown, in which nothing of it is markup. Pure."""

import re

SPECIAL = re.compile(r"([\\`*_\[\]<>|&~])")
# What makes a heading, a list or a line of its own at the beginning.
START = re.compile(r"^(\d{0,9})([#+\-=.)])")


def inline_markdown(text: str) -> str:
    """Return the text on one line, with all that could be markup escaped."""
    return START.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", " ".join(text.split())))


def quoted_markdown(text: str) -> str:
    """Return the text as a block quotation that keeps its lines."""
    return "\n".join(f"> {inline_markdown(line)}".rstrip() + "  " for line in text.strip().splitlines())
