"""Figures of an answer key: how many readers found, mistook or missed each answer, and what they confused. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.feedback.scoring import Answer, Outcome, ScoringResult


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How many readers had each outcome at one answer. ``mistaken``: (tag, readers), most readers first."""

    answer: Answer
    found: int = 0
    boundary: int = 0
    mistaken: tuple[tuple[str, int], ...] = ()
    missed: int = 0

    @property
    def wrong_tag(self) -> int:
        """Return how many readers used a wrong tag."""
        return sum(readers for _tag, readers in self.mistaken)

    @property
    def readers(self) -> int:
        """Return how many readers there are."""
        return self.found + self.boundary + self.wrong_tag + self.missed

    @property
    def missed_by_most(self) -> bool:
        """Return whether more than half of the readers missed it."""
        return 2 * self.missed > self.readers


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many ``readers`` tagged an answer of ``right`` as ``wrong``; ``answer`` is the index of the clearest case."""

    right: str
    wrong: str
    readers: int
    answer: int


def answer_figures(answers: Sequence[Answer], results: Iterable[ScoringResult]) -> tuple[AnswerFigures, ...]:
    """Return the figures of each answer, in the order of ``answers``."""
    outcomes = [Counter[Outcome]() for _answer in answers]
    mistaken = [Counter[str]() for _answer in answers]
    indexes = index_of_answers(answers)
    for result in results:
        for index, outcome, tag in _outcomes(indexes, result):
            outcomes[index][outcome] += 1
            if outcome == Outcome.TAG:
                mistaken[index][tag] += 1
    return tuple(
        AnswerFigures(
            answer,
            counts[Outcome.FOUND],
            counts[Outcome.BOUNDARY],
            tuple(sorted(tags.items(), key=lambda item: (-item[1], item[0]))),
            counts[Outcome.MISSED],
        )
        for answer, counts, tags in zip(answers, outcomes, mistaken, strict=True)
    )


def confusions(answers: Sequence[Answer], results: Iterable[ScoringResult]) -> tuple[Confusion, ...]:
    """Return which tags readers confused, those of most readers first. A reader counts once for each pair of tags."""
    readers: Counter[tuple[str, str]] = Counter()
    cases: dict[tuple[str, str], Counter[int]] = {}
    indexes = index_of_answers(answers)
    for result in results:
        mistakes = [
            ((answers[index].tag, tag), index)
            for index, outcome, tag in _outcomes(indexes, result)
            if outcome == Outcome.TAG
        ]
        readers.update({pair for pair, _index in mistakes})
        for pair, index in mistakes:
            cases.setdefault(pair, Counter())[index] += 1
    found = [
        Confusion(*pair, count, max(cases[pair], key=lambda index: (cases[pair][index], -index)))
        for pair, count in readers.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.readers, one.right, one.wrong)))


def most_missed(figures: Iterable[AnswerFigures], limit: int) -> list[AnswerFigures]:
    """Return the answers that most readers missed, in the order of the text where as many missed them."""
    missed = [one for one in figures if one.missed_by_most]
    return sorted(missed, key=lambda one: (-one.missed, one.answer))[:limit]


def index_of_answers(answers: Sequence[Answer]) -> Mapping[Answer, list[int]]:
    """Return answer -> its indexes: a key may have the same answer twice."""
    indexes: dict[Answer, list[int]] = {}
    for index, answer in enumerate(answers):
        indexes.setdefault(answer, []).append(index)
    return indexes


def _outcomes(
    indexes: Mapping[Answer, list[int]], result: ScoringResult
) -> Iterable[tuple[int, Outcome, str]]:
    """Yield (index of the answer, outcome, tag of the annotation) for each answer."""
    used: Counter[Answer] = Counter()
    for match in result.matches:
        if match.answer is not None:
            index = indexes[match.answer][used[match.answer]]
            used[match.answer] += 1
            yield index, match.outcome, match.annotation.tag if match.annotation else ""
