"""The loaded words, grouped and counted, beside the neutral wordings that readers offer; the most loaded sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.sentences import Sentences
from articles.text.stems import stem_words
from articles.words import Words
from reports.analysis.combine import Passage

MAX_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """Words of one stem. ``forms`` are how they stand in the text, the first of them first.

    ``readers`` is how many different people marked any of them; ``neutral`` begins with what most people offer.
    """

    words: str
    forms: tuple[str, ...]
    count: int
    readers: int
    neutral: tuple[str, ...]
    targets: tuple[str, ...]
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LoadedSentence:
    """``[start, end)``, code points: ``loaded`` of its ``words`` words were marked; ``share`` is 0..1."""

    start: int
    end: int
    quote: str
    words: int
    loaded: int
    share: float
    passages: tuple[int, ...]


def loaded_words(passages: Sequence[Passage], language: str) -> tuple[LoadedWord, ...]:
    """Passages whose words have the same stems are one; the most marked first."""
    groups: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        groups.setdefault(stem_words(passage.quote, language) or (passage.quote.casefold(),), []).append(
            passage
        )
    found = [
        LoadedWord(
            words=group[0].quote,
            forms=tuple({" ".join(p.quote.casefold().split()): p.quote for p in reversed(group)}.values())[
                ::-1
            ],
            count=len(group),
            readers=len({reader for passage in group for reader in passage.readers}),
            neutral=neutral_suggestions(group),
            targets=tuple(sorted({text for passage in group for text in passage.said("target")})),
            passages=tuple(passage.number for passage in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda word: (-word.readers, -word.count, word.passages)))


def neutral_suggestions(group: Sequence[Passage]) -> tuple[str, ...]:
    """The neutral wordings for these passages, what most people offer first, then by the alphabet."""
    by_whom: dict[str, set[str]] = {}
    for passage in group:
        for mark in passage.marks:
            if wording := str(mark.details.get("neutral") or "").strip():
                by_whom.setdefault(wording, set()).add(mark.annotator)
    counts = Counter({wording: len(people) for wording, people in by_whom.items()})
    return tuple(sorted(counts, key=lambda wording: (-counts[wording], wording)))


def loaded_sentences(text: str, passages: Sequence[Passage], words: Words) -> tuple[LoadedSentence, ...]:
    """Up to ``MAX_SENTENCES`` sentences with most loaded words, then with the larger share of them."""
    sentences = Sentences(text)
    inside: dict[int, list[Passage]] = {}
    for passage in passages:
        for number in range(sentences.at(passage.start), sentences.at(passage.end - 1) + 1):
            inside.setdefault(number, []).append(passage)
    found = []
    for number, group in inside.items():
        start, end = sentences.span(number)
        end = start + len(text[start:end].rstrip())
        all_words = words.covered([(start, end)])
        loaded = words.covered((max(start, p.start), min(end, p.end)) for p in group)
        share = loaded / all_words if all_words else 0.0
        numbers = tuple(p.number for p in group)
        found.append(LoadedSentence(start, end, text[start:end], all_words, loaded, share, numbers))
    found.sort(key=lambda sentence: (-sentence.loaded, -sentence.share, sentence.start))
    return tuple(found[:MAX_SENTENCES])
