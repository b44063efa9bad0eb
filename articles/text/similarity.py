"""Find texts that are the same, or nearly the same, by their runs of five words.

Layout, case and punctuation make no difference. A MinHash signature of a text is computed with one hash for each run
(one permutation hashing, Li et al. 2012; empty places are filled as Shrivastava and Li describe, 2014). It is cut into
bands: texts that share a band are candidates, whose similarity is then computed exactly. All of it is linear.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import regex

# Words in a run.
RUN = 5
# A signature has BANDS × ROWS places. Two texts that share 80 % of their runs have a band in common with a probability
# of 99.8 %, two that share 30 % with one of 9 %.
BANDS, ROWS = 12, 4
PLACES = BANDS * ROWS
# From this share of common runs on, texts are nearly the same.
NEARLY_SAME = 0.8
WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{M}\p{N}]++")
# A prime near 2**61: added to a place, it tells how far away the value was taken from.
STEP = 2**61 - 1


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``digest`` is that of the words; ``bands`` are signed 64-bit keys, none for a text without words."""

    digest: str
    bands: tuple[int, ...]


def fingerprint(text: str) -> Fingerprint:
    """Return what finds the text again."""
    words = _words(text)
    digest = hashlib.sha256((" ".join(words) or text).encode("utf-8", "surrogatepass")).hexdigest()
    return Fingerprint(digest, _bands(_signature(_runs(words))) if words else ())


def similarity(first: str, second: str) -> float:
    """Return the share of runs of words that both texts have, of those that either has (Jaccard, 0..1)."""
    runs, others = _runs(_words(first)), _runs(_words(second))
    return len(runs & others) / len(runs | others) if runs or others else 1.0


def _words(text: str) -> list[str]:
    words: list[str] = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return words


def _runs(words: Sequence[str]) -> set[int]:
    """Return a 64-bit hash for each run of words; a shorter text is one run."""
    starts = range(max(1, len(words) - RUN + 1)) if words else ()
    runs = (" ".join(words[start : start + RUN]).encode("utf-8", "surrogatepass") for start in starts)
    return {int.from_bytes(hashlib.blake2b(run, digest_size=8).digest()) for run in runs}


def _signature(runs: set[int]) -> list[int]:
    """Return the smallest hash at each of the places; an empty one takes that of the next place that has one."""
    smallest: list[int | None] = [None] * PLACES
    for run in runs:
        place, value = run % PLACES, run // PLACES
        current = smallest[place]
        if current is None or value < current:
            smallest[place] = value
    signature = [0] * PLACES
    distance, value = 0, 0
    # From the end, twice around, so that the first places fill the last ones.
    for step in range(2 * PLACES - 1, -1, -1):
        place = step % PLACES
        current = smallest[place]
        distance, value = (0, current) if current is not None else (distance + 1, value)
        signature[place] = value + distance * STEP
    return signature


def _bands(signature: Sequence[int]) -> tuple[int, ...]:
    keys = []
    for band in range(BANDS):
        rows = (band, *signature[band * ROWS : (band + 1) * ROWS])
        digest = hashlib.blake2b(repr(rows).encode(), digest_size=8).digest()
        keys.append(int.from_bytes(digest, signed=True))
    return tuple(keys)
