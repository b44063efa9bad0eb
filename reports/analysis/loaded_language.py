"""The loaded words of a text with readers' neutral suggestions, and its most loaded sentences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.characters import normalize_characters
from articles.text.sentences import Sentences
from articles.text.stems import stem_words
from articles.words import Words
from reports.analysis.combine import Passage

MAX_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """Loaded passages whose words have the same stems.

    ``forms`` are their different wordings in the text, the first of them first. ``readers`` is how many people
    annotated any of them; ``neutral`` is sorted by how many people suggest it.
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
    """A sentence on ``[start, end)``, code points: ``loaded`` of its ``words`` are annotated; ``share`` is 0..1."""

    start: int
    end: int
    quote: str
    words: int
    loaded: int
    share: float
    passages: tuple[int, ...]


def _as_seen(quote: str) -> str:
    return " ".join(normalize_characters(quote).split())


def loaded_words(passages: Sequence[Passage], language: str) -> tuple[LoadedWord, ...]:
    """Group passages whose words have the same stems; those of most readers come first."""
    groups: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        groups.setdefault(stem_words(passage.quote, language) or (passage.quote.casefold(),), []).append(
            passage
        )
    words = [
        LoadedWord(
            words=group[0].quote,
            forms=tuple(
                {
                    _as_seen(passage.quote).casefold(): _as_seen(passage.quote) for passage in reversed(group)
                }.values()
            )[::-1],
            count=len(group),
            readers=len({reader for passage in group for reader in passage.readers}),
            neutral=neutral_suggestions(group),
            targets=tuple(sorted({text for passage in group for text in passage.detail_values("target")})),
            passages=tuple(passage.number for passage in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(words, key=lambda word: (-word.readers, -word.count, word.passages)))


def neutral_suggestions(group: Sequence[Passage]) -> tuple[str, ...]:
    """Return the neutral wordings for these passages: those that most people suggest first, then by alphabet."""
    people_by_wording: dict[str, set[str]] = {}
    for passage in group:
        for annotation in passage.marks:
            if wording := str(annotation.details.get("neutral") or "").strip():
                people_by_wording.setdefault(wording, set()).add(annotation.annotator)
    counts = Counter({wording: len(people) for wording, people in people_by_wording.items()})
    return tuple(sorted(counts, key=lambda wording: (-counts[wording], wording)))


def loaded_sentences(
    text: str, passages: Sequence[Passage], words: Words, language: str = ""
) -> tuple[LoadedSentence, ...]:
    """Return up to ``MAX_SENTENCES`` sentences with most loaded words, then with the larger share of them."""
    sentences = Sentences(text, language)
    passages_by_sentence: dict[int, list[Passage]] = {}
    for passage in passages:
        for number in range(sentences.at(passage.start), sentences.at(passage.end - 1) + 1):
            passages_by_sentence.setdefault(number, []).append(passage)
    result = []
    for number, group in passages_by_sentence.items():
        start, end = sentences.span(number)
        end = start + len(text[start:end].rstrip())
        word_count = words.covered([(start, end)])
        loaded_count = words.covered((max(start, passage.start), min(end, passage.end)) for passage in group)
        share = loaded_count / word_count if word_count else 0.0
        numbers = tuple(passage.number for passage in group)
        result.append(LoadedSentence(start, end, text[start:end], word_count, loaded_count, share, numbers))
    result.sort(key=lambda sentence: (-sentence.loaded, -sentence.share, sentence.start))
    return tuple(result[:MAX_SENTENCES])
