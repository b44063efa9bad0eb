"""The signal that somebody handed in an article of a campaign or withdrew it, for the features that follow it."""

from typing import Any

from django.dispatch import Signal

from annotate.annotations.replay import REOPEN, SUBMIT
from annotate.change_log import change_appended
from annotate.models import Change, Round
from campaigns.models import CampaignArticle

# Sent within the transaction of ``change``: ``article`` comes with its campaign and its locked round.
hand_in_changed = Signal()


def connect() -> None:
    """Start to follow the change log."""
    change_appended.connect(_send)


def _send(round: Round, change: Change, **_signal: Any) -> None:
    if not round.invitation_only or change.verb not in (SUBMIT, REOPEN):
        return
    person = change.layer.annotator if change.layer else None
    article = CampaignArticle.objects.filter(round=round).select_related("campaign").first()
    if article and person:
        article.round = round
        hand_in_changed.send(CampaignArticle, article=article, person=person, change=change)
