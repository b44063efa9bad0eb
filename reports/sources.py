"""Who says so: the sources of the allegations, how often each is heard, and in which words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports.combine import Passage

POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Source:
    """``share`` is this source's part of all allegations (0..1), ``cues`` the words used and how often."""

    name: str
    count: int
    share: float
    cues: tuple[tuple[str, int], ...]
    passages: tuple[int, ...]


def key_of(name: str) -> str:
    """Names that differ in case, a leading "the" or a trailing possessive are one source."""
    folded = " ".join(name.casefold().split())
    return POSSESSIVE.sub("", folded.removeprefix("the "))


def sources(allegations: Sequence[Passage]) -> tuple[tuple[Source, ...], tuple[int, ...]]:
    """The sources, most heard first, and the numbers of the allegations with no named source."""
    heard: dict[str, list[Passage]] = {}
    names: dict[str, Counter[str]] = {}
    nobody = []
    for passage in allegations:
        said = passage.said("source")
        if not said:
            nobody.append(passage.number)
        for key in sorted({key_of(name) for name in said}):
            heard.setdefault(key, []).append(passage)
        for name in said:
            names.setdefault(key_of(name), Counter())[name] += 1
    found = [_source(names[key], passages, len(allegations)) for key, passages in heard.items()]
    return tuple(sorted(found, key=lambda s: (-s.count, s.name.casefold()))), tuple(nobody)


def _source(names: Counter[str], passages: Sequence[Passage], total: int) -> Source:
    cues = Counter(cue for passage in passages for cue in {cue.casefold() for cue in passage.said("cue")})
    return Source(
        name=min(names, key=lambda name: (-names[name], name)),
        count=len(passages),
        share=len(passages) / total,
        cues=tuple(sorted(cues.items(), key=lambda item: (-item[1], item[0]))),
        passages=tuple(passage.number for passage in passages),
    )
