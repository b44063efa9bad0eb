"""The sources that an article quotes: how often it quotes each, and with which reporting verbs."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from articles.text.characters import normalize_characters
from articles.words import Words
from reports.analysis.combine import Passage
from reports.analysis.reporting_verbs import stance

POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that introduce what a source says, in how many passages, and their stance."""

    words: str
    count: int
    stance: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its passages.

    ``share`` is its share of all allegations, ``rests`` its share of the article's words (0..1). ``spellings`` are
    the names that readers wrote down; ``merged`` are those that were merged by hand.
    """

    name: str
    count: int
    share: float
    words: int
    rests: float
    cues: tuple[Cue, ...]
    passages: tuple[int, ...]
    spellings: tuple[str, ...]
    merged: tuple[str, ...]


def source_key(name: str) -> str:
    """Fold a name: names that differ in case, a leading "the" or a trailing possessive are the same source."""
    folded = " ".join(normalize_characters(name).casefold().split())
    return POSSESSIVE.sub("", folded.removeprefix("the "))


def sources(
    allegations: Sequence[Passage], words: Words, language: str, merged: Mapping[str, str]
) -> tuple[tuple[Source, ...], tuple[int, ...]]:
    """Return the sources, most quoted first, and the numbers of the allegations without a named source.

    ``merged``: key of a name -> the name of the source that it was merged into by hand.
    """
    passages_by_key: dict[str, list[Passage]] = {}
    names: dict[str, Counter[str]] = {}
    cues: dict[str, Counter[str]] = {}
    unsourced = []
    for passage in allegations:
        keys = {
            name: source_key(merged.get(source_key(name), name)) for name in passage.detail_values("source")
        }
        if not keys:
            unsourced.append(passage.number)
        # A cue belongs to the source that the same reader named.
        cues_by_key: dict[str, set[str]] = {key: set() for key in sorted(set(keys.values()))}
        for annotation in passage.marks:
            key = keys.get(str(annotation.details.get("source", "")).strip())
            if key is not None:
                cues_by_key[key].add(str(annotation.details.get("cue") or "").strip().casefold())
        for key, phrases in cues_by_key.items():
            passages_by_key.setdefault(key, []).append(passage)
            cues.setdefault(key, Counter()).update(phrases - {""})
        for name, key in keys.items():
            names.setdefault(key, Counter())[name] += 1
    merged_names = {source_key(name): name for name in merged.values()}
    # Thousands of readers note the same cue.
    stance_of = cache(partial(stance, language=language))
    result = []
    for key, passages in passages_by_key.items():
        spellings = names[key]
        name = merged_names.get(key) or min(spellings, key=lambda name: (-spellings[name], name))
        word_count = words.covered((passage.start, passage.end) for passage in passages)
        result.append(
            Source(
                name=name,
                count=len(passages),
                share=len(passages) / len(allegations),
                words=word_count,
                rests=word_count / len(words) if len(words) else 0.0,
                cues=_cues(cues[key], stance_of),
                passages=tuple(passage.number for passage in passages),
                spellings=tuple(sorted(spellings)),
                merged=tuple(sorted(name for name in spellings if source_key(name) in merged)),
            )
        )
    return tuple(sorted(result, key=lambda source: (-source.count, source.name.casefold()))), tuple(unsourced)


def _cues(counts: Counter[str], stance_of: Callable[[str], str]) -> tuple[Cue, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Cue(words, count, stance_of(words)) for words, count in ordered)
