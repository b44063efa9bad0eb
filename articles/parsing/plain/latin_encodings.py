"""Tell the 8-bit encodings of Latin scripts, and Hebrew, apart by the letters that each language uses."""

import re
from typing import NamedTuple

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
TURKISH_ONLY = (frozenset("ğış\u0307"),)
# Windows-1258 writes most tones as characters after their vowel.
VIETNAMESE = (frozenset("ăâđêôơưàáèéíóùú\u0300\u0301\u0303\u0309\u0323"),)
VIETNAMESE_ONLY = (frozenset("đơư"), frozenset("\u0300\u0301\u0303\u0309\u0323"))


class Encoding(NamedTuple):
    """An encoding, and the alphabets of the languages written in it.

    A text in them has a letter of each of ``needs``, and at least ``ascii_letters`` of ASCII for each other one.
    """

    name: str
    alphabets: tuple[frozenset[str], ...]
    needs: tuple[frozenset[str], ...] = ()
    ascii_letters: int = 4


# The more common encoding comes first, apart from Turkish, which would be read as Icelandic. A third of the letters of
# Turkish are others than those of ASCII, and more of Vietnamese.
ENCODINGS = (
    Encoding("cp1254", TURKISH, TURKISH_ONLY, 2),
    Encoding("cp1252", WESTERN),
    Encoding("cp1250", CENTRAL),
    Encoding("cp1257", BALTIC),
    Encoding("iso8859-2", CENTRAL),
    Encoding("cp1258", VIETNAMESE, VIETNAMESE_ONLY, 1),
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
    return next((encoding.name for encoding in ENCODINGS if _fits(sample, encoding)), "")


def _fits(sample: bytes, encoding: Encoding) -> bool:
    try:
        text = sample.decode(encoding.name).lower()
    except UnicodeDecodeError:
        return False
    non_ascii = {c for c in text if c > "\x7f"} - SYMBOLS
    ascii_letters = sum("a" <= c <= "z" for c in text)
    others = sum(c in non_ascii for c in text)
    if SYMBOL_IN_WORD.search(text) or any(non_ascii.isdisjoint(letters) for letters in encoding.needs):
        return False
    return others * encoding.ascii_letters <= ascii_letters and any(
        non_ascii <= alphabet for alphabet in encoding.alphabets
    )
