"""Tell the 8-bit encodings of Latin scripts apart by the letters that each language uses."""

import re

# In short texts, statistics mistake French for Hungarian, since few bytes differ. So all letters beyond ASCII must
# belong to one of these languages.
WESTERN = tuple(
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
CENTRAL = tuple(
    map(
        frozenset,
        (
            "ąćęłńóśźż",  # Polish
            "áčďéěíňóřšťúůýž",  # Czech
            "áäčďéíĺľňóôŕšťúýž",  # Slovak
            "áéíóöőúüű",  # Hungarian
            "čćđšž",  # Croatian, Slovene
            "ăâîşţ",  # Romanian
        ),
    )
)
# The more common encoding comes first.
ENCODINGS = (("cp1252", WESTERN), ("cp1250", CENTRAL), ("iso8859-2", CENTRAL))
SYMBOLS = frozenset("“”„‚‘’«»‹›–—…€£§°·¿¡©®™ªº²³½¼¾†‡•\u00a0\u00ad")
# A symbol between letters is a wrongly decoded letter: Polish ł is ³ in Windows-1252.
SYMBOL_IN_WORD = re.compile(r"[a-z][€£§°¿¡©®™ªº²³½¼¾†‡•][a-z]")


def encoding_of(sample: bytes) -> str:
    """Return the encoding in which ``sample`` is a text in one of the languages above, or ""."""
    return next((name for name, alphabets in ENCODINGS if _fits(sample, name, alphabets)), "")


def _fits(sample: bytes, encoding: str, alphabets: tuple[frozenset[str], ...]) -> bool:
    try:
        text = sample.decode(encoding).lower()
    except UnicodeDecodeError:
        return False
    non_ascii = {c for c in text if c > "\x7f"} - SYMBOLS
    ascii_letters = sum("a" <= c <= "z" for c in text)
    others = sum(c in non_ascii for c in text)
    if SYMBOL_IN_WORD.search(text):
        return False
    return others * 4 <= ascii_letters and any(non_ascii <= alphabet for alphabet in alphabets)
