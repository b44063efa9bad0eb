"""One person's result in a round: every outcome with its words."""

from dataclasses import dataclass

from annotate.access import current_annotations
from annotate.codebooks.translation import translate_codebook
from annotate.models import Layer, Round
from people.models import User
from reports.feedback.actions import LaterChange, later_changes, scoring_answers
from reports.feedback.scoring import AnnotatedSpan, Match, Outcome, ScoringResult, score
from reports.results.load import key_answers


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome: what the person highlighted, what the key says, and what was changed there later."""

    match: Match
    work: str
    answer: str
    changes: tuple[LaterChange, ...]


@dataclass(frozen=True, slots=True)
class PersonResult:
    """Everything about one person's work."""

    scored: ScoringResult
    rows: tuple[OutcomeRow, ...]
    counts: dict[str, int]


def person_result(user: User, round_: Round, layer: Layer) -> PersonResult:
    """Return the result of a layer that ``user`` may see, in a round whose key they may see."""
    text = round_.text.body
    key = key_answers(user, round_)
    rows = current_annotations(user, round_).filter(layer=layer).values_list("start", "end", "tag__slug")
    scored = score(text, [AnnotatedSpan(*row) for row in rows], scoring_answers(key))
    changes = later_changes(key, {tag.slug: tag for tag in translate_codebook(round_.codebook.pure).tags})
    return PersonResult(
        scored,
        tuple(
            OutcomeRow(
                match,
                text[match.annotation.start : match.annotation.end] if match.annotation else "",
                text[match.answer.start : match.answer.end] if match.answer else "",
                changes.get(match.answer, ()) if match.answer else (),
            )
            for match in scored.matches
        ),
        {str(outcome): scored.count(outcome) for outcome in Outcome},
    )
