"""Find the headline of an article among the lines of the first page."""

from collections.abc import Sequence
from statistics import median

from articles.parsing.pdf.line import Line

LARGER = 1.2
MAX_LENGTH = 300
# A title in the file's metadata may have the name of a site or section after one of these.
SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " :: ")


def headline(page: Sequence[Line], title: str = "") -> tuple[int, int]:
    """Return the range of lines that are the headline; it may be empty.

    It is the text that the ``title`` in the file's metadata has, or else the lines that are clearly the largest.
    """
    if len(page) < 2:
        return 0, 0
    return _titled(page, title) or _largest(page)


def _titled(page: Sequence[Line], title: str) -> tuple[int, int] | None:
    titles = {_letters(title)} | {_letters(title.partition(separator)[0]) for separator in SEPARATORS}
    titles = {letters for letters in titles if len(letters) > 3}
    longest = max(map(len, titles), default=0)
    for start in range(min(len(page), 20)):
        letters = ""
        for end in range(start, min(len(page), start + 8)):
            letters += _letters(page[end].text)
            if letters in titles:
                return start, end + 1
            if len(letters) > longest:
                break
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[: MAX_LENGTH + 1].casefold()))


def _largest(page: Sequence[Line]) -> tuple[int, int]:
    largest = max(line.height for line in page)
    if largest < LARGER * median(line.height for line in page):
        return 0, 0
    large = [line.height > 0.95 * largest for line in page]
    start = large.index(True)
    end = [*large[start:], False].index(False) + start
    text = sum(len(line.text) for line in page[start:end])
    return (start, end) if 3 < text <= MAX_LENGTH else (0, 0)
