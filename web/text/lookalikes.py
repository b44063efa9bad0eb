"""Compare short texts by how they look: the skeletons of Unicode's UTS 39."""

from functools import cache
from pathlib import Path
from unicodedata import normalize

from web.text.visible import without_invisible

TABLE = Path(__file__).parent / "confusables.txt"
BRAILLE_BLANK = "\u2800"


def skeletons(text: str) -> frozenset[str]:
    """Return the skeletons of ``text``. Two texts look alike when they have one in common, whatever their case.

    There are two: a capital I is taken for a small l, which its small letter is not.
    """
    plain = normalize("NFKC", without_invisible(text).replace(BRAILLE_BLANK, " "))
    return frozenset({_skeleton(plain.casefold()), _skeleton(plain).casefold()})


def _skeleton(text: str) -> str:
    return " ".join(normalize("NFKD", normalize("NFD", text).translate(_prototypes())).split())


@cache
def _prototypes() -> dict[int, str]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if "\t" in line]
    return {ord(sign): prototype for prototype, signs in rows for sign in signs}
