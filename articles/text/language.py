"""Recognize the language of a text with CLD3, a small neural network that works offline."""

from functools import cache
from typing import Any

# Bytes that are looked at. More of them would change nothing.
MAX_BYTES = 20_000
# A text with fewer letters does not say more than its file.
ENOUGH_LETTERS = 60
# CLD3's codes -> those of BCP 47 that are in use.
CODES = {"iw": "he"}
# Languages, and varieties of one, that cannot be told apart for certain: what the file says decides.
ALIKE = (
    {"no", "nb", "nn", "da"},
    {"sr", "hr", "bs", "sh", "me", "sl", "mk"},
    {"id", "ms"},
    {"gl", "pt"},
    {"ast", "es"},
    {"cs", "sk"},
    {"tl", "fil"},
)


def detect_language(text: str) -> str:
    """Return the language of the text as a primary language subtag (BCP 47) such as "en"; "" if it is uncertain."""
    sample = text[:MAX_BYTES]
    if not any(character.isalpha() for character in sample):
        return ""
    result = _identifier().FindLanguage(text=sample)
    primary = result.language.partition("-")[0]
    return CODES.get(primary, primary) if result.is_reliable and primary != "und" else ""


def choose_language(declared: str, text: str) -> str:
    """Return the language of an article: what its text is written in, or the variety that its file declares ("pt-BR").

    A template or a program may declare any language, so a text that is long enough decides. Unknown: "".
    """
    declared = canonical_code(declared)
    if not 2 <= len(primary_subtag(declared)) <= 3:
        declared = ""
    detected = detect_language(text)
    if not detected or _are_alike(primary_subtag(declared), detected):
        return declared
    enough = sum(map(str.isalpha, text[:MAX_BYTES])) >= ENOUGH_LETTERS
    return detected if enough or not declared else declared


def canonical_code(code: str) -> str:
    """Return a language code as BCP 47 writes it: "pt_br" as "pt-BR", "ZH-HANS" as "zh-Hans"."""
    first, *others = code.strip().replace("_", "-").split("-")
    cased = [{2: str.upper, 4: str.title}.get(len(part), str.lower)(part) for part in others]
    return "-".join([first.lower(), *cased])


def primary_subtag(code: str) -> str:
    """Return the language of a code without its country and script: "pt" of "pt-BR"."""
    return code.partition("-")[0].casefold()


def _are_alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in ALIKE)


@cache
def _identifier() -> Any:
    # Loaded in the sandbox alone: pages never need it.
    import gcld3

    return gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=MAX_BYTES)
