"""Count what is handed in, in the transaction in which it is handed in or withdrawn."""

from typing import Any

from annotate.annotations.replay import REOPEN, SUBMIT
from annotate.change_log import change_appended
from annotate.models import Change, Round
from campaigns.counting.settling import FINAL, settle, who_annotates
from campaigns.enums import AssignmentState, Distribution, Purpose
from campaigns.models import ArticleAssignment, CampaignArticle


def connect() -> None:
    """Start to follow the change log."""
    change_appended.connect(_count)


def _count(round: Round, change: Change, **_signal: Any) -> None:
    """Count or uncount a layer of a campaign's round that was handed in or withdrawn. The round is locked."""
    if not round.invitation_only or change.verb not in (SUBMIT, REOPEN):
        return
    person = change.layer.annotator_id if change.layer else None
    articles = CampaignArticle.objects.exclude(purpose=Purpose.PRACTICE).select_related("campaign", "round")
    article = articles.filter(round=round).first()
    if article is None or person is None:
        return
    row = ArticleAssignment.objects.filter(article=article, annotator=person).first()
    if row is None:
        row = ArticleAssignment(
            article=article, annotator_id=person, state=AssignmentState.EXTRA, assigned_at=change.created_at
        )
    row.handed_in_at = change.created_at if change.verb == SUBMIT else None
    row.state = _handed_in(article, row) if change.verb == SUBMIT else _withdrawn(row)
    row.save()
    settle(article)


def _handed_in(article: CampaignArticle, row: ArticleAssignment) -> AssignmentState:
    """Return the state before the article is settled, which decides whether what is extra takes a free slot."""
    has_slot = row.state == AssignmentState.OPEN or who_annotates(article) == Distribution.PLANNED
    if article.round.state in FINAL or not (has_slot and row.pk):
        return AssignmentState.EXTRA
    return AssignmentState.COUNTED


def _withdrawn(row: ArticleAssignment) -> AssignmentState:
    return AssignmentState.LAPSED if row.state == AssignmentState.EXTRA else AssignmentState.OPEN
