"""How many characters of the parts of a text are not blank, without reading long parts again for each question."""

from itertools import accumulate

# Characters that are counted together.
STRETCH = 1_000


class Sizes:
    """The sizes of the parts of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        stretches = (text[start : start + STRETCH] for start in range(0, len(text), STRETCH))
        self._before = list(accumulate(map(count_visible, stretches), initial=0))

    def of(self, start: int, end: int) -> int:
        """Return how many characters of ``text[start:end]`` are not blank."""
        return self._up_to(end) - self._up_to(start) if start < end else 0

    def _up_to(self, offset: int) -> int:
        stretch = offset // STRETCH
        return self._before[stretch] + count_visible(self._text[stretch * STRETCH : offset])


def count_visible(text: str) -> int:
    """Return the number of characters that are not blank."""
    return sum(map(len, text.split()))
