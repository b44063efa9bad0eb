"""Compare short texts by how they look: the skeletons of Unicode's UTS #39."""

from functools import cache
from pathlib import Path
from unicodedata import normalize

from web.text.visible import without_invisible

TABLE = Path(__file__).parent / "confusables.txt"
BRAILLE_BLANK = "\u2800"


def skeletons(text: str) -> frozenset[str]:
    """Return the skeletons of ``text``. Two texts look alike if they share one, whatever their case.

    There are two because a capital I looks like a small l, while its lower case does not.
    """
    plain = normalize("NFKC", without_invisible(text).replace(BRAILLE_BLANK, " "))
    return frozenset({_skeleton(plain.casefold()), _skeleton(plain).casefold()})


def _skeleton(text: str) -> str:
    return " ".join(normalize("NFKD", normalize("NFD", text).translate(_prototypes())).split())


@cache
def _prototypes() -> dict[int, str]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if "\t" in line]
    return {ord(character): prototype for prototype, characters in rows for character in characters}
