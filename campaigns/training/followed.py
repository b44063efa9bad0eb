"""Training follows what is handed in and withdrawn in the rounds of practice articles."""

from functools import partial
from typing import Any

from django.db import transaction

from annotate.annotations.replay import REOPEN, SUBMIT
from annotate.change_log import change_appended
from annotate.models import Change, Round
from campaigns.enums import Purpose
from campaigns.models import CampaignArticle
from campaigns.training.actions import check_may_reopen, record_attempt, record_passes
from campaigns.training.personal_data import SECTION, forget_training, training_data
from people.models import Team, User
from people.personal_data import register_personal_data
from people.signals import person_erased


def connect() -> None:
    """Start to follow."""
    change_appended.connect(_follow)
    person_erased.connect(_forget)
    register_personal_data(SECTION, training_data)


def _follow(round: Round, change: Change, **_signal: Any) -> None:
    if change.verb not in (SUBMIT, REOPEN) or not round.invitation_only:
        return
    articles = CampaignArticle.objects.filter(round=round, purpose=Purpose.PRACTICE)
    article = articles.select_related("campaign").first()
    annotator = change.layer.annotator if change.layer else None
    if article is None or annotator is None:
        return
    article.round = round
    if change.verb == REOPEN:
        check_may_reopen(article, annotator)
        return
    record_attempt(article, annotator)
    # The row of a participant is locked before a round, never after it.
    transaction.on_commit(partial(record_passes, article.campaign, annotator))


def _forget(team: Team, person: User, **_signal: Any) -> None:
    forget_training(person, team)
