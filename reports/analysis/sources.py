"""Who says so: the sources of the allegations, how often each is heard, and in which words."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from articles.words import Words
from reports.analysis.combine import Passage
from reports.analysis.reporting_verbs import stance

POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that brings in what is said, in how many passages, and whether it ``distances`` or ``endorses``."""

    words: str
    count: int
    stance: str


@dataclass(frozen=True, slots=True)
class Source:
    """``share`` is this source's part of all allegations, ``rests`` of the article's words (0..1).

    ``spellings`` are the names under which readers wrote it down; ``merged`` those that were put together by hand.
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
    """Names that differ in case, a leading "the" or a trailing possessive are one source."""
    folded = " ".join(name.casefold().split())
    return POSSESSIVE.sub("", folded.removeprefix("the "))


def sources(
    allegations: Sequence[Passage], words: Words, language: str, merged: Mapping[str, str]
) -> tuple[tuple[Source, ...], tuple[int, ...]]:
    """The sources, most heard first, and the numbers of the allegations with no named source.

    ``merged``: key of a name -> the name of the source that it was merged into by hand.
    """
    heard: dict[str, list[Passage]] = {}
    names: dict[str, Counter[str]] = {}
    cues: dict[str, Counter[str]] = {}
    nobody = []
    for passage in allegations:
        said = {name: source_key(merged.get(source_key(name), name)) for name in passage.said("source")}
        if not said:
            nobody.append(passage.number)
        # A cue belongs to the source that its own reader named.
        given: dict[str, set[str]] = {key: set() for key in sorted(set(said.values()))}
        for mark in passage.marks:
            key = said.get(str(mark.details.get("source", "")).strip())
            if key is not None:
                given[key].add(str(mark.details.get("cue") or "").strip().casefold())
        for key, phrases in given.items():
            heard.setdefault(key, []).append(passage)
            cues.setdefault(key, Counter()).update(phrases - {""})
        for name, key in said.items():
            names.setdefault(key, Counter())[name] += 1
    called = {source_key(name): name for name in merged.values()}
    # Thousands of readers say “said”.
    stance_of = cache(partial(stance, language=language))
    found = []
    for key, passages in heard.items():
        spellings = names[key]
        name = called.get(key) or min(spellings, key=lambda name: (-spellings[name], name))
        under = words.covered((p.start, p.end) for p in passages)
        found.append(
            Source(
                name=name,
                count=len(passages),
                share=len(passages) / len(allegations),
                words=under,
                rests=under / len(words) if len(words) else 0.0,
                cues=_cues(cues[key], stance_of),
                passages=tuple(passage.number for passage in passages),
                spellings=tuple(sorted(spellings)),
                merged=tuple(sorted(name for name in spellings if source_key(name) in merged)),
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.count, s.name.casefold()))), tuple(nobody)


def _cues(counts: Counter[str], stance_of: Callable[[str], str]) -> tuple[Cue, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Cue(words, count, stance_of(words)) for words, count in ordered)
