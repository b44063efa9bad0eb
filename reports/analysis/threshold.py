"""How many readers must have marked a passage for it to count."""

from web.i18n.lazy_message import Phrase

ANYBODY, MAJORITY, ALL = "anybody", "majority", "all"
UNKNOWN = Phrase(
    "A threshold is “anybody”, “majority”, “all”, or a number of readers such as “3”; got “{given}”."
)


def least(threshold: str, readers: int) -> int:
    """How many of ``readers`` people ``threshold`` asks for: at least one. Raises ``ValueError`` for what is none.

    The majority is more than half. A number may be larger than there are readers: nothing is agreed then.
    """
    named = {ANYBODY: 1, MAJORITY: readers // 2 + 1, ALL: max(1, readers)}
    if threshold in named:
        return named[threshold]
    if threshold.isascii() and threshold.isdecimal() and len(threshold) < 6 and int(threshold):
        return int(threshold)
    raise ValueError(UNKNOWN.format(given=threshold[:40]))
