"""Tell the 8-bit encodings of Latin scripts, and Hebrew, apart by the letters that each language uses."""

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
BALTIC = tuple(
    map(
        frozenset,
        (
            "ąčęėįšųūž",  # Lithuanian
            "āčēģīķļņšūž",  # Latvian
            "äõöüšž",  # Estonian
        ),
    )
)
TURKISH = (frozenset("çğıöşüâîû\u0307"),)  # "İ" in lower case is "i" with a dot above.
# Windows-1254 is Windows-1252 with other letters in six places. No text in another language has these alone.
TURKISH_ONLY = re.compile("[ğışĞİŞ]")
# The more common encoding comes first, apart from Turkish, which would be read as Icelandic.
ENCODINGS = (
    ("cp1254", TURKISH),
    ("cp1252", WESTERN),
    ("cp1250", CENTRAL),
    ("cp1257", BALTIC),
    ("iso8859-2", CENTRAL),
)
SYMBOLS = frozenset("“”„‚‘’«»‹›–—…€£§°·¿¡©®™ªº²³½¼¾†‡•\u00a0\u00ad")
# A symbol between letters is a wrongly decoded letter: Polish ł is ³ in Windows-1252.
SYMBOL_IN_WORD = re.compile(r"[a-z][€£§°¿¡©®™ªº²³½¼¾†‡•][a-z]")


# Hebrew uses the bytes of most small Cyrillic letters, but not those of the capitals and of ы, э, ю and я.
HEBREW = re.compile(rb"[\xe0-\xfa]")
NO_HEBREW = re.compile(rb"[A-Za-z\xc0-\xdf\xfb-\xff]")
MIN_HEBREW = 15


def encoding_of(sample: bytes) -> str:
    """Return the encoding in which ``sample`` is a text in one of the languages above, or ""."""
    letters = len(HEBREW.findall(sample))
    if letters >= MIN_HEBREW and len(NO_HEBREW.findall(sample)) * 20 < letters:
        return "cp1255"
    return next((name for name, alphabets in ENCODINGS if _fits(sample, name, alphabets)), "")


def _fits(sample: bytes, encoding: str, alphabets: tuple[frozenset[str], ...]) -> bool:
    try:
        text = sample.decode(encoding).lower()
    except UnicodeDecodeError:
        return False
    non_ascii = {c for c in text if c > "\x7f"} - SYMBOLS
    ascii_letters = sum("a" <= c <= "z" for c in text)
    others = sum(c in non_ascii for c in text)
    if SYMBOL_IN_WORD.search(text) or (alphabets is TURKISH and not TURKISH_ONLY.search(text)):
        return False
    # A third of the letters of Turkish are others than those of ASCII, but far fewer in the other languages.
    return others * (2 if alphabets is TURKISH else 4) <= ascii_letters and any(
        non_ascii <= alphabet for alphabet in alphabets
    )
