"""Build texts on which a backtracking engine is slow, out of the parts of a pattern."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

PROPERTIES = {
    "Lu": "A-Z", "Lo": "市場", "L": "A-Za-z", "M": "\u0301\u0302", "N": "0-9", "Han": "市場", "Hiragana": "の",
    "Katakana": "カ", "Latin": "a-z", "Nd": "0-9", "Thai": "ก",
}  # fmt: skip
CATEGORIES = {
    "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "a", "CATEGORY_WORD": "a", "CATEGORY_NOT_WORD": "-",
    "CATEGORY_DIGIT": "1", "CATEGORY_NOT_DIGIT": "a",
}  # fmt: skip
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
ALWAYS = (" ", "a", ".", "[", "(", "\n")
MOST_CHARACTERS, MOST_WORDS = 9, 6
LONG = 150


def cases(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Return texts of some ``length``: runs, runs after a prefix, and short runs with repeated prefixes."""
    for head, body, tail in shapes(pattern, flags):
        yield head + body * (length // len(body)) + tail
        if head:
            piece = head + body * (LONG // len(body))
            yield piece * (length // len(piece)) + tail
            yield head * (length // len(head)) + tail


def shapes(pattern: str, flags: int) -> list[tuple[str, str, str]]:
    """Return prefixes, repeated parts, and endings with which the pattern just fails."""
    parsed = re._parser.parse(_known(pattern), flags & re.VERBOSE)  # type: ignore[attr-defined]
    found = list(_repeats(parsed, "", ""))
    characters = list(
        dict.fromkeys(
            [*ALWAYS[:2], *(c for _, body, _ in found for c in body), *_characters(parsed), *ALWAYS]
        )
    )
    characters = characters[:MOST_CHARACTERS]
    words = _few(sorted({word for word in _words(parsed) if len(word) > 1}))
    heads = ["", *words, *(word[:-1] for word in words), *dict.fromkeys(head for head, *_ in found if head)]
    runs = [
        *characters,
        *(one + other for one, other in product(characters, repeat=2) if one != other),
        *words,
    ]
    shapes = [("", run, tail) for run in runs for tail in ("", "\x7f")]
    shapes += [(head, body, tail) for head, body, rest in found for tail in ("", "\x7f", f"{rest}\x7f")]
    shapes += [(head, body, "\x7f") for head, body in product(heads[1:], characters)]
    return list(dict.fromkeys(shapes))


def _known(pattern: str) -> str:
    """Return the pattern for ``re``: Unicode classes become a few of their characters."""
    # A class of its own needs brackets; what stands in brackets already has them.
    parts, depth, at = [], 0, 0
    for found in re.finditer(r"\\p\{(\w+)\}|\\.|[\[\]]", pattern):
        parts.append(pattern[at : found.start()])
        at = found.end()
        if found[1]:
            members = PROPERTIES.get(found[1], "\u200b")
            parts.append(members if depth else f"[{members}]")
            continue
        depth += {"[": 1, "]": -1}.get(found[0], 0)
        # A grapheme: ``re`` knows none, and a letter with its marks comes nearest.
        parts.append("(?:.[\u0301\u0302]*)" if found[0] == r"\X" else found[0])
    return re.sub(r"\(\?P<(\w+)>", "(", "".join([*parts, pattern[at:]]))


def _few(words: list[str]) -> list[str]:
    return words[:: -(-len(words) // MOST_WORDS) or 1]


def _repeats(parsed: Any, head: str, rest: str) -> Iterator[tuple[str, str, str]]:
    """Yield each part that may be repeated without limit: a text before it, one repetition, and a text after it."""
    items = list(parsed)
    for number, (code, value) in enumerate(items):
        after = _example(items[number + 1 :]) + rest
        if str(code) in REPEATS and value[1] > 20:
            yield from ((head, text, after) for text in _examples(value[2]) if text)
        for part in _parts(str(code), value):
            yield from _repeats(part, head, after)
        head += _example([(code, value)])


def _examples(parsed: Any) -> set[str]:
    """Return some texts that match: one for each branch, or member of a class, at the beginning."""
    items = list(parsed)
    if len(items) == 1:
        code, value = items[0]
        if str(code) == "IN":
            return {text for item in value[:6] if (text := _member(item))} or {_example(items)}
        if str(code) == "SUBPATTERN":
            return _examples(value[-1])
        if str(code) == "BRANCH":
            return {_example(branch) for branch in value[1][:6]}
    return {_example(items)}


def _example(parsed: Any) -> str:
    """Return a short text that matches, as far as that is easy to find."""
    text = ""
    for code, value in parsed:
        match str(code):
            case "LITERAL":
                text += chr(value)
            case "NOT_LITERAL":
                text += "a" if value != ord("a") else "b"
            case "ANY":
                text += "a"
            case "IN":
                text += next((member for item in value if (member := _member(item))), "~")
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                text += _example(value[2]) * max(1, value[0])
            case "SUBPATTERN":
                text += _example(value[-1])
            case "ATOMIC_GROUP":
                text += _example(value)
            case "BRANCH":
                text += _example(value[1][0])
    return text


def _member(item: tuple[Any, Any]) -> str:
    code, value = item
    match str(code):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case "CATEGORY":
            return CATEGORIES.get(str(value), "a")
    return ""


def _characters(parsed: Any) -> Iterator[str]:
    """Return the characters that the pattern names, alone or in a class."""
    for code, value in parsed:
        name = str(code)
        if name == "LITERAL":
            yield chr(value)
        elif name == "IN":
            yield from filter(None, map(_member, value))
        else:
            for part in _parts(name, value):
                yield from _characters(part)


def _words(parsed: Any) -> Iterator[str]:
    """Return runs of literals."""
    word = ""
    for code, value in parsed:
        if str(code) == "LITERAL":
            word += chr(value)
            continue
        yield word
        word = ""
        for part in _parts(str(code), value):
            yield from _words(part)
    yield word


def _parts(name: str, value: Any) -> list[Any]:
    if name in REPEATS:
        return [value[2]]
    if name == "SUBPATTERN":
        return [value[-1]]
    if name == "BRANCH":
        return list(value[1])
    if name == "ATOMIC_GROUP":
        return [value]
    return [value[1]] if name in ("ASSERT", "ASSERT_NOT") else []
