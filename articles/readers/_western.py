"""Tells Windows-1252 from its look-alikes by the letters that western European languages write."""

import re

# Statistics mistake French for Hungarian in short texts: the two differ in a handful of bytes. So the letters
# beyond ASCII must all belong to one of these languages.
ALPHABETS = tuple(
    map(
        frozenset,
        (
            "àâæçéèêëîïôœùûüÿñ",  # French
            "äöüßéèà",  # German
            "áéíóúüñç",  # Spanish, Catalan
            "àèéìíîòóùú",  # Italian
            "ãáàâçéêíõóôúü",  # Portuguese
            "åäöæøéüáíóúýþð",  # Nordic
            "ëïéèüöáóíê",  # Dutch
        ),
    )
)
SIGNS = frozenset("“”„‚‘’«»‹›–—…€£§°·¿¡©®™ªº²³½¼¾†‡•\u00a0\u00ad")
# In Polish read as Windows-1252, ³ stands for ł: between letters a sign is no sign.
AMID = re.compile(r"[a-z][€£§°¿¡©®™ªº²³½¼¾†‡•][a-z]")


def western(sample: bytes) -> bool:
    """Whether ``sample`` reads as a western European language in Windows-1252."""
    try:
        text = sample.decode("cp1252").lower()
    except UnicodeDecodeError:
        return False
    beyond = {c for c in text if c > "\x7f"} - SIGNS
    ascii_letters = sum("a" <= c <= "z" for c in text)
    others = sum(c in beyond for c in text)
    if AMID.search(text):
        return False
    return others * 4 <= ascii_letters and any(beyond <= alphabet for alphabet in ALPHABETS)
