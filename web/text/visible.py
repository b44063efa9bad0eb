"""Take out of a line what nobody can see: joiners without a task, direction marks, fillers, variation selectors."""

import regex

_INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
# A joiner stays where it shapes Arabic or Indic letters or makes one emoji of two; a selector where it chooses one form
# of an emoji or of a Han character. Whatever else is invisible is group 1.
_SHAPING = regex.compile(
    r"(?<=[\p{Arabic}\p{Syriac}\p{Mongolian}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])"
    r"[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}])"
    r"|(?<=\p{Emoji})\uFE0F"
    r"|(?<=\p{Han})[\U000E0100-\U000E01EF]"
    r"|(\p{Default_Ignorable_Code_Point})"
)


def without_invisible(text: str) -> str:
    """Return ``text`` without any invisible character: for comparing."""
    return str(_INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    """Return ``text`` as one line, each run of white space one space, without invisible characters that shape nothing.

    Control characters and lone surrogates stay, for whoever calls to refuse.
    """
    return " ".join(_SHAPING.sub(lambda match: "" if match[1] else match[0], text).split())
