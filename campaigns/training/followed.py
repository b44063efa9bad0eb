"""Training follows what is handed in and withdrawn in the rounds of practice articles."""

from functools import partial
from typing import Any

from django.db import transaction

from annotate.annotations.replay import REOPEN
from annotate.models import Change
from campaigns.enums import Purpose
from campaigns.models import CampaignArticle
from campaigns.signals import hand_in_changed
from campaigns.training.actions import check_may_reopen, record_attempt, record_passes
from campaigns.training.personal_data import SECTION, forget_training, training_data
from people.models import Team, User
from people.personal_data import register_personal_data
from people.signals import person_erased


def connect() -> None:
    """Start to follow."""
    hand_in_changed.connect(_follow)
    person_erased.connect(_forget)
    register_personal_data(SECTION, training_data)


def _follow(article: CampaignArticle, person: User, change: Change, **_signal: Any) -> None:
    if article.purpose != Purpose.PRACTICE:
        return
    if change.verb == REOPEN:
        check_may_reopen(article, person)
        return
    record_attempt(article, person)
    # The row of a participant is locked before a round, never after it.
    transaction.on_commit(partial(record_passes, article.campaign, person))


def _forget(team: Team, person: User, **_signal: Any) -> None:
    forget_training(person, team)
