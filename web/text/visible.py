"""Remove invisible characters from a line: joiners that join nothing, direction marks, fillers, variation selectors."""

import regex

_INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
# Joiners stay where they shape Arabic or Indic letters or combine emojis, selectors where they choose the form of an
# emoji or a Han character. All other invisible characters match group 1.
_SHAPING = regex.compile(
    r"(?<=[\p{Arabic}\p{Syriac}\p{Mongolian}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])"
    r"[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}])"
    r"|(?<=\p{Emoji})\uFE0F"
    r"|(?<=\p{Han})[\U000E0100-\U000E01EF]"
    r"|(\p{Default_Ignorable_Code_Point})"
)


def without_invisible(text: str) -> str:
    """Return ``text`` without any invisible characters, for comparisons."""
    return str(_INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """Return ``text`` as one line without invisible characters, except those that shape their neighbours.

    Each run of white space becomes one space. Control characters and lone surrogates stay, so that callers can refuse
    them.
    """
    return " ".join(_SHAPING.sub(lambda match: "" if match[1] else match[0], text).split())
