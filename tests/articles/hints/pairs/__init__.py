"""Sentences with a hint, each beside a sentence that only looks like it.

``KIND.LANGUAGE.txt`` has two lines for each pair: ``code: The council [should have] asked.``, with the cue in brackets,
and ``  not: Ferries should arrive at nine.``
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Pair:
    """A sentence with a hint whose reason has ``code`` and which is drawn at ``cue``, and a trap."""

    language: str
    code: str
    sentence: str
    cue: tuple[int, int]
    trap: str

    def __str__(self) -> str:
        return f"{self.language} {self.sentence}"


def pairs(kind: str) -> list[Pair]:
    """Return the pairs of a kind of hints."""
    result = []
    for language in LANGUAGES:
        lines = (FOLDER / f"{kind}.{language}.txt").read_text(encoding="utf-8").splitlines()
        for hit, trap in zip(lines[::2], lines[1::2], strict=True):
            code, marked = hit.split(": ", 1)
            start, end = marked.index("["), marked.index("]") - 1
            sentence = marked.replace("[", "").replace("]", "")
            result.append(Pair(language, code, sentence, (start, end), trap.removeprefix("  not: ")))
    return result
