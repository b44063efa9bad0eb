"""Keys of hints, which stay the same when another part of the text is corrected."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from articles.hints.hint import Hint

# Code points on either side of the cue that belong to the key.
CONTEXT = 24


def with_keys(text: str, hints: Iterable[Hint]) -> dict[str, Hint]:
    """Return the hints by key, in their order. Hints that look alike are told apart by counting them."""
    seen: Counter[str] = Counter()
    result = {}
    for hint in hints:
        start, end = hint.cue
        around = text[max(0, start - CONTEXT) : end + CONTEXT]
        digest = sha256(f"{hint.tag}\0{hint.reason.code}\0{around}".encode()).hexdigest()[:16]
        seen[digest] += 1
        result[f"{digest}-{seen[digest]}"] = hint
    return result
