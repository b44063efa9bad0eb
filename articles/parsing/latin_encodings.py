"""Tells the encodings of Latin letters from their look-alikes by the letters that each language writes."""

import re

# Statistics mistake French for Hungarian in short texts: the two differ in a handful of bytes. So the letters
# beyond ASCII must all belong to one of these languages.
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
# In this order: where two fit, the first is the commoner one.
ENCODINGS = (("cp1252", WESTERN), ("cp1250", CENTRAL), ("iso8859-2", CENTRAL))
SIGNS = frozenset("“”„‚‘’«»‹›–—…€£§°·¿¡©®™ªº²³½¼¾†‡•\u00a0\u00ad")
# In Polish read as Windows-1252, ³ stands for ł: between letters a sign is no sign.
AMID = re.compile(r"[a-z][€£§°¿¡©®™ªº²³½¼¾†‡•][a-z]")


def encoding_of(sample: bytes) -> str:
    """The encoding in which ``sample`` reads as one of the languages known here, or ""."""
    return next((name for name, alphabets in ENCODINGS if _reads(sample, name, alphabets)), "")


def _reads(sample: bytes, encoding: str, alphabets: tuple[frozenset[str], ...]) -> bool:
    try:
        text = sample.decode(encoding).lower()
    except UnicodeDecodeError:
        return False
    beyond = {c for c in text if c > "\x7f"} - SIGNS
    ascii_letters = sum("a" <= c <= "z" for c in text)
    others = sum(c in beyond for c in text)
    if AMID.search(text):
        return False
    return others * 4 <= ascii_letters and any(beyond <= alphabet for alphabet in alphabets)
