"""Find the paragraphs of plain texts that have no empty lines between them."""

import re

# What ends a sentence, and what may follow it on the line.
SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।‥][\"'”’»›)\]」』）*_]*+\Z")
INDENT = re.compile(r"[ \t\u3000]+")
GAP = re.compile(r"\n[ \t]*\n")
# Shares of the lines: those that run on where lines are wrapped, and those that end with a sentence.
RUNS_ON, ENDED = 0.1, 0.5
# Nobody wraps lines at this length, in characters.
LONG = 130
MAX_HEAD = 4
# A line with a marker is part of a list, a table or code, which are kept as they are.
MARKED = re.compile(r"(?:[-*+•·|>#]|\d{1,3}[.)])\s")


def separate_paragraphs(text: str) -> str:
    """Return ``text`` with an empty line between its paragraphs, if it has a line break or an indent at each instead.

    Word saves plain text with one line for each paragraph. Wrapped lines, verse and lists stay as they are.
    """
    body = text.strip("\n")
    lines = body.split("\n")
    if len(lines) < 2 or len(GAP.findall(body)) * 4 > len(lines):
        return _with_head_separated(text)
    written = [line for line in lines if line.strip()]
    if _are_paragraphs(written):
        return "\n\n".join(INDENT.sub("", line, count=1) if INDENT.match(line) else line for line in written)
    if _begin_indented(written):
        parts = ["\n\n" + line.lstrip(" \t\u3000") if INDENT.match(line) else "\n" + line for line in written]
        return "".join(parts).lstrip("\n")
    return text


def _with_head_separated(text: str) -> str:
    """Return ``text`` with the headline, a subtitle and a byline apart, if only they share a paragraph, a line each."""
    body = text.lstrip("\n")
    head, gap, rest = body.partition("\n\n")
    lines = head.split("\n")
    if not 2 <= len(lines) <= MAX_HEAD or not all(map(_may_be_head, lines)):
        return text
    following = [part.strip("\n") for part in GAP.split(rest) if part.strip()]
    runs_on = any(line[:1].islower() or line[:1].isspace() for line in lines[1:])
    if runs_on or not following or any("\n" in part for part in following):
        return text
    return text[: len(text) - len(body)] + "\n\n".join(lines) + gap + rest


def _may_be_head(line: str) -> bool:
    return bool(line.strip()) and len(line) <= LONG and not MARKED.match(line)


def _are_paragraphs(lines: list[str]) -> bool:
    """Return whether each line is a paragraph: none runs on into the next, and most are sentences."""
    if any(MARKED.match(line.lstrip()) for line in lines):
        return False
    stripped = [line.strip() for line in lines]
    ended = [bool(SENTENCE_END.search(line[-12:])) for line in stripped]
    run_on = sum(
        not end and (line.endswith(",") or following[:1].islower())
        for line, end, following in zip(stripped, ended, stripped[1:], strict=False)
    )
    long = sum(len(line) for line in stripped) > LONG * len(stripped)
    # The headline is no sentence.
    return run_on <= RUNS_ON * len(lines) and (long or sum(ended) > ENDED * max(1, len(lines) - 1))


def _begin_indented(lines: list[str]) -> bool:
    """Return whether paragraphs begin with an indent: each indented line follows the end of a sentence."""
    indented = [n for n, line in enumerate(lines) if n and INDENT.match(line)]
    ended = [n for n in indented if n == 1 or SENTENCE_END.search(lines[n - 1].rstrip()[-12:])]
    return len(indented) > 1 and len(ended) == len(indented) and len(indented) * 2 < len(lines)
