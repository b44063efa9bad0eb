"""People who work in a campaign, each step as a request of theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotate.access import get_round
from annotate.annotations.actions import submit_layer, withdraw_submission
from campaigns.assigning.actions import next_article
from campaigns.assigning.errors import NoArticle
from campaigns.models import ArticleAssignment, CampaignArticle
from people.models import User
from tests.campaigns.small import SmallCampaign


def hand_in(person: User, article: CampaignArticle) -> None:
    """Hand in an article without highlights."""
    person = User.objects.get(pk=person.pk)
    submit_layer(person, get_round(person, article.round_id))


def withdraw(person: User, article: CampaignArticle) -> None:
    """Withdraw an article that was handed in."""
    person = User.objects.get(pk=person.pk)
    withdraw_submission(person, get_round(person, article.round_id))


def work(small: SmallCampaign, person: User, articles: int = 1) -> list[CampaignArticle]:
    """Get and hand in articles; return them."""
    done = []
    for _ in range(articles):
        assignment = next_article(person, small.campaign)
        hand_in(person, assignment.article)
        done.append(assignment.article)
    return done


def refused(small: SmallCampaign, person: User) -> str:
    """Return the code with which somebody gets no article."""
    with pytest.raises(NoArticle) as error:
        next_article(person, small.campaign)
    return error.value.code


def wait(assignment: ArticleAssignment, hours: int = 49) -> None:
    """Let so much time pass since somebody got an article and did something in it."""
    past = timezone.now() - timedelta(hours=hours)
    ArticleAssignment.objects.filter(pk=assignment.pk).update(assigned_at=past)
    assignment.article.round.changes.update(created_at=past)
