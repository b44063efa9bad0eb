"""The loaded words, grouped and counted, beside the neutral wordings that readers offer."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.combine import Passage


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """``readers`` is how many different people marked it anywhere in the text."""

    words: str
    count: int
    readers: int
    neutral: tuple[str, ...]
    targets: tuple[str, ...]
    passages: tuple[int, ...]


def loaded_words(passages: Sequence[Passage]) -> tuple[LoadedWord, ...]:
    """Passages whose words are the same but for case are one; the most marked first."""
    groups: dict[str, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(" ".join(passage.quote.casefold().split()), []).append(passage)
    found = [
        LoadedWord(
            words=group[0].quote,
            count=len(group),
            readers=len({reader for passage in group for reader in passage.readers}),
            neutral=_each(group, "neutral"),
            targets=_each(group, "target"),
            passages=tuple(passage.number for passage in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda word: (-word.readers, -word.count, word.passages)))


def _each(group: Sequence[Passage], detail: str) -> tuple[str, ...]:
    return tuple(sorted({text for passage in group for text in passage.said(detail)}))
