"""Fold text so that words are found regardless of upper and lower case, accents and invisible characters."""

import unicodedata

# Letters that Unicode does not take apart into a letter and an accent, and hyphens that look alike.
ALIKE = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "‐": "-", "‑": "-"}
)


def fold(text: str) -> str:
    """Return ``text`` without accents, invisible characters and differences of case, for comparing."""
    letters = unicodedata.normalize("NFKD", text.translate(ALIKE))
    kept = (letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))
    return "".join(kept).casefold().translate(ALIKE)
