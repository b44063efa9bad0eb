"""An assignment as one reader has it: the articles with their state, the questions with answers, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotate.access import assigned_rounds, own_answers, own_highlight_counts, own_layers
from annotate.annotations.leading import led_round_ids
from annotate.enums import RoundState
from annotate.models import Assignment, Layer, Round
from people.models import User
from people.permissions import Permission, has_permission

# The least advanced comes first.
STATES = [RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.REVEALED]


@dataclass(frozen=True, slots=True)
class ArticleState:
    """One article of an assignment, and how far its reader is."""

    number: int
    round: Round
    layer: Layer | None
    highlights: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the reader's own answer."""

    number: int
    text: str
    answer: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """An assignment as one reader has it."""

    assignment: Assignment
    articles: tuple[ArticleState, ...]
    questions: tuple[Question, ...]
    may_work: bool

    @property
    def rounds(self) -> list[Round]:
        """Return the rounds in their order."""
        return [article.round for article in self.articles]

    @property
    def first(self) -> Round:
        """Return the first round, which stands for all: they have the same state and settings."""
        return self.articles[0].round

    @property
    def state(self) -> RoundState:
        """Return the state of the rounds, the least advanced one if they differ."""
        return min((RoundState(round_.state) for round_ in self.rounds), key=STATES.index)

    @property
    def submitted_at(self) -> datetime | None:
        """Return when all of it was handed in."""
        times = [article.layer and article.layer.submitted_at for article in self.articles]
        return max(time for time in times if time) if all(times) else None

    @property
    def is_late(self) -> bool:
        """Return whether it was handed in late."""
        return any(article.layer is not None and article.layer.handed_in_late for article in self.articles)

    @property
    def is_final(self) -> bool:
        """Return whether feedback was given, so that it cannot be withdrawn any more."""
        given = any(article.layer is not None and article.layer.feedback_given for article in self.articles)
        return given or self.first.gives_feedback_before_reveal

    @property
    def accepts_work(self) -> bool:
        """Return whether the reader can highlight and answer now."""
        return self.may_work and self.first.accepts_annotations and not self.submitted_at

    @property
    def may_hand_in(self) -> bool:
        """Return whether the reader can hand in now; late, too."""
        return self.may_work and not self.submitted_at and self.state != RoundState.DRAFT

    @property
    def may_withdraw(self) -> bool:
        """Return whether the reader can withdraw what they handed in."""
        can_go_on = self.may_work and self.first.accepts_annotations
        return can_go_on and self.submitted_at is not None and not self.is_final

    @property
    def empty_articles(self) -> int:
        """Return how many articles have no highlight of the reader."""
        return sum(1 for article in self.articles if not article.highlights)

    @property
    def unanswered(self) -> int:
        """Return how many questions the reader has not answered."""
        return sum(1 for question in self.questions if not question.answer)

    @property
    def highlights(self) -> int:
        """Return how many highlights the reader has in all articles."""
        return sum(article.highlights for article in self.articles)

    def after(self, round_: Round) -> ArticleState | None:
        """Return the article after that of ``round_``; None if it is the last one."""
        rest = self.rounds.index(round_) + 1
        return self.articles[rest] if rest < len(self.articles) else None

    @property
    def next_article(self) -> ArticleState | None:
        """Return the first article without highlights."""
        return next((article for article in self.articles if not article.highlights), None)


def assignment_data(page: Overview, round_: Round) -> dict[str, Any]:
    """Return what the annotation page of one round knows of the others, which are handed in with it."""
    others = [article for article in page.articles if article.round != round_]
    return {
        "others": [article.round.pk for article in others],
        "empty": sum(1 for article in others if not article.highlights),
        "questions": len(page.questions),
        "unanswered": page.unanswered,
    }


def overview(user: User, assignment: Assignment) -> Overview:
    """Return a visible assignment as ``user`` has it."""
    rounds = assigned_rounds(user, assignment)
    layers, counts = own_layers(user, rounds), own_highlight_counts(user, rounds)
    answers = own_answers(user, assignment)
    leads = bool(led_round_ids(user, [round_ for round_ in rounds if round_.hides]))
    return Overview(
        assignment,
        tuple(
            ArticleState(number, round_, layers.get(round_.pk), counts.get(round_.pk, 0))
            for number, round_ in enumerate(rounds, 1)
        ),
        tuple(
            Question(number, text, answers.get(number, ""))
            for number, text in enumerate(assignment.questions, 1)
        ),
        has_permission(user, Permission.ANNOTATE, assignment) and not leads,
    )
