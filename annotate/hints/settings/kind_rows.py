"""What the page of a team's settings shows of each kind of hints."""

from collections import Counter
from dataclasses import dataclass

from annotate.access import hint_answers, hint_settings
from annotate.enums import HintResponse
from articles.hints import kinds
from articles.hints.accuracy import ACCURACY
from articles.hints.kinds import Kind
from people.models import Team
from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of hints; ``answers`` are how readers of revealed rounds responded to those that they saw."""

    kind: Kind
    is_on: bool
    right: Message
    missed: Message
    answers: Counter[str]

    @property
    def counts(self) -> list[int]:
        """Return how many were adopted, missed before, disagreed with, doubted, and dismissed."""
        return [self.answers[response] for response in ANSWERS]


# In the order of the table.
ANSWERS = (
    HintResponse.ADOPTED, HintResponse.MISSED, HintResponse.DISAGREE, HintResponse.UNSURE, HintResponse.DISMISSED,
)  # fmt: skip


def kind_rows(team: Team) -> list[KindRow]:
    """Return a row for each kind, in the order in which they look at a text."""
    off = hint_settings(team.pk).kinds_off
    answers: dict[str, Counter[str]] = {slug: Counter() for slug in kinds()}
    for tag, code, response, count in hint_answers(team):
        if slug := _kind_of(tag, code):
            answers[slug][response] += count
    return [KindRow(kind, slug not in off, *ACCURACY[slug], answers[slug]) for slug, kind in kinds().items()]


def _kind_of(tag: str, code: str) -> str | None:
    """Return the slug of the kind that gives such hints: the first of the tag, or one that the code is named after."""
    if code in kinds():
        return code
    return next((slug for slug, kind in kinds().items() if kind.tag == tag), None)
