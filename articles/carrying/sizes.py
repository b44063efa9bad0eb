"""How many characters of the parts of a text are not blank, without reading long parts again for each question."""

# Characters that are counted together.
STRETCH = 1_000


class Sizes:
    """The sizes of the parts of a text, which is read only where somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stretches: dict[int, int] = {}

    def of(self, start: int, end: int) -> int:
        """Return how many characters of ``text[start:end]`` are not blank."""
        first, last = -(-start // STRETCH), end // STRETCH
        if first >= last:
            return count_visible(self._text[start:end]) if start < end else 0
        ends = self._text[start : first * STRETCH], self._text[last * STRETCH : end]
        return sum(map(count_visible, ends)) + sum(map(self._stretch, range(first, last)))

    def _stretch(self, number: int) -> int:
        if number not in self._stretches:
            start = number * STRETCH
            self._stretches[number] = count_visible(self._text[start : start + STRETCH])
        return self._stretches[number]


def count_visible(text: str) -> int:
    """Return the number of characters that are not blank."""
    return sum(map(len, text.split()))
