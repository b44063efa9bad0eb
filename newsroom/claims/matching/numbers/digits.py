"""Numbers in digits, with the marks of each language."""

import regex

from newsroom.claims.matching.tokens import Token

# No claim has a longer number.
MAX_DIGITS = 18
SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_NUMBER = regex.compile(r"([0-9]++(?:[.,][0-9]++)*+)([a-z]*+)")
_GROUP = regex.compile(r"[0-9]{3}")
_MARK = regex.compile("[.,]")
_MILLIONS = {"million", "billion", "trillion", "bn", "millones", "millon", "billones"}


def read_digits(tokens: list[Token], position: int, language: str) -> tuple[float, int] | None:
    """Return the value of digits here, and where they end; groups of three may be parted by spaces."""
    match = _NUMBER.fullmatch(tokens[position].word)
    if not match or len(match[1]) > MAX_DIGITS:
        return None
    digits, suffix = match[1], match[2]
    if suffix and (suffix not in SUFFIXES or language != "en"):
        return None
    end = position + 1
    following = tokens[end].word if end < len(tokens) else ""
    if not suffix and len(digits) <= 3 and "." not in digits and "," not in digits:
        while end < len(tokens) and _GROUP.fullmatch(tokens[end].word) and len(digits) < MAX_DIGITS - 3:
            digits += tokens[end].word
            end += 1
    value = _value(digits, language, following in _MILLIONS or bool(suffix))
    return value * SUFFIXES.get(suffix, 1), end


def _value(digits: str, language: str, of_millions: bool) -> float:
    """Return the value of digits with thousands and decimal marks."""
    groups = _MARK.split(digits)
    if len(groups) == 1:
        return float(digits)
    marks = _MARK.findall(digits)
    decimal = "," if language == "es" else "."
    last = marks[-1]
    thousands = len(groups[-1]) == 3 and len(groups[0]) <= 3 and groups[0] != "0"
    if len(set(marks)) == 1 and len(marks) > 1:
        is_decimal = False
    elif len(set(marks)) > 1:
        is_decimal = True
    elif last == decimal:
        # "1,200" is written in Mexico as well, but "2,375 millones" has a decimal comma.
        is_decimal = language == "en" or of_millions or not thousands
    else:
        is_decimal = not thousands
    if is_decimal:
        return float("".join(groups[:-1]) + "." + groups[-1])
    return float("".join(groups))
