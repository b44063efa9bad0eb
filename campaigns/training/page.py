"""What the page of the training shows: to annotators their own practice, to those who lead everybody's."""

from dataclasses import dataclass
from functools import cached_property

from annotate.access import key_counts
from annotate.enums import Feedback
from campaigns.access import articles_of, get_participant, oversees, participants_of
from campaigns.enums import Purpose
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant
from campaigns.training.keys import practice_articles
from campaigns.training.load import load_standings
from campaigns.training.standing import PracticeResult, Standing, TrainingState, whole_percent
from people.models import User

NEED_KEY = (Purpose.PRACTICE, Purpose.CONTROL)
# Who needs a decision comes first, who has passed last.
FIRST = (TrainingState.WAITING, TrainingState.PRACTISING, TrainingState.NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One practice article with what one person did in it."""

    article: CampaignArticle
    result: PracticeResult
    attempts_left: int
    may_try_again: bool

    @property
    def percents(self) -> list[int | None]:
        """Return the scores as whole percentages."""
        return [None if score is None else whole_percent(score) for score in self.result.scores]


@dataclass(frozen=True, slots=True)
class PersonTraining:
    """How one person stands."""

    participant: CampaignParticipant
    standing: Standing
    rows: tuple[PracticeRow, ...]

    @property
    def next_row(self) -> PracticeRow | None:
        """Return the article to go on with."""
        return self._row(self.standing.next_result)

    @property
    def again_row(self) -> PracticeRow | None:
        """Return the article that it is best to try again."""
        return self._row(self.standing.weakest)

    def _row(self, result: PracticeResult | None) -> PracticeRow | None:
        return next((row for row in self.rows if row.result == result), None)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A practice or control article, and how many answers its key has."""

    article: CampaignArticle
    answers: int


class TrainingPage:
    """The training of a campaign as ``user`` sees it."""

    def __init__(self, user: User, campaign: Campaign) -> None:
        self.user, self.campaign = user, campaign
        self.leads = oversees(user, campaign)
        # Whether annotators learn their scores.
        self.shows_scores = campaign.practice_feedback != Feedback.NONE

    @cached_property
    def articles(self) -> list[CampaignArticle]:
        """Return the practice articles in use."""
        return list(practice_articles(self.campaign))

    @property
    def has_practice(self) -> bool:
        """Say whether practice articles have been chosen, in use or not; for those who lead."""
        return any(key.article.purpose == Purpose.PRACTICE for key in self.keys)

    @cached_property
    def own(self) -> PersonTraining | None:
        """Return how the user stands; None if they do not take part."""
        participant = get_participant(self.user, self.campaign)
        return self._trainings([participant])[0] if participant else None

    @cached_property
    def people(self) -> list[PersonTraining]:
        """Return how everybody stands, for those who lead: first those who need a decision."""
        trainings = self._trainings(list(participants_of(self.campaign).exclude(user=None)))
        return sorted(trainings, key=lambda each: _rank(each.standing.state))

    @cached_property
    def keys(self) -> list[KeyRow]:
        """Return the practice and control articles, for those who lead."""
        articles = list(articles_of(self.campaign).filter(purpose__in=NEED_KEY))
        counts = key_counts(self.user, [article.round for article in articles])
        return [KeyRow(article, counts.get(article.round_id, 0)) for article in articles]

    def _trainings(self, people: list[CampaignParticipant]) -> list[PersonTraining]:
        standings = load_standings(self.campaign, people, self.articles)
        return [self._training(person, standings[person.pk]) for person in people]

    def _training(self, person: CampaignParticipant, standing: Standing) -> PersonTraining:
        rows = (
            PracticeRow(article, result, standing.attempts_left(result), standing.may_try_again(result))
            for article, result in zip(self.articles, standing.results, strict=True)
        )
        return PersonTraining(person, standing, tuple(rows))


def _rank(state: TrainingState) -> int:
    return FIRST.index(state) if state in FIRST else len(FIRST)
