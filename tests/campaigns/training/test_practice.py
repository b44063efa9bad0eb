"""Practising: attempts, trying again, passing, being let in."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404

from annotate.access import get_layer
from annotate.annotations.actions import submit_layer, withdraw_submission
from annotate.enums import Feedback, LayerKind
from annotate.models import Annotation
from campaigns.enums import CampaignState, Purpose
from campaigns.models import Campaign, CampaignParticipant, PracticeAttempt
from campaigns.setup.actions.settings import settings_of, update_campaign
from campaigns.training.actions import (
    NoPractice,
    give_attempt,
    let_in,
    start_practice,
    try_again,
)
from campaigns.training.gate import may_get_articles
from campaigns.training.load import load_standing
from campaigns.training.standing import TrainingState
from people.permissions import PermissionRefused
from tests.campaigns.small import SmallCampaign, add_articles, hand_in, small_campaign, write_key
from tests.world import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallCampaign:
    """Return a campaign with two practice articles and their keys, and no other articles."""
    small = small_campaign(people=2, articles=0)
    small.articles.extend(add_articles(small.lead, small.campaign, 2, Purpose.PRACTICE))
    for article in small.articles:
        write_key(small.lead, article)
    return small


def own(small: SmallCampaign, number: int = 0) -> CampaignParticipant:
    """Return the participation of one of the people as it is now."""
    return small.campaign.participants.get(user=small.people[number])


def practise(small: SmallCampaign, *right: int) -> None:
    """Let the first person hand in the next articles with so many right highlights each."""
    for count in right:
        hand_in(small.people[0], start_practice(small.people[0], small.campaign), count)


def test_practice_articles_come_one_after_the_other(small: SmallCampaign) -> None:
    person = small.people[0]
    first = start_practice(person, small.campaign)
    assert first == start_practice(person, small.campaign) == small.articles[0]
    assert not small.articles[1].round.participants.exists()
    hand_in(person, first, 1)
    assert start_practice(person, small.campaign) == small.articles[1]


def test_who_reaches_the_pass_mark_gets_articles(
    small: SmallCampaign, django_capture_on_commit_callbacks: Any
) -> None:
    assert not may_get_articles(own(small))
    with django_capture_on_commit_callbacks(execute=True):
        practise(small, 2)
        assert not may_get_articles(own(small))
        practise(small, 2)
    assert may_get_articles(own(small))
    assert own(small).passed_at
    assert not may_get_articles(own(small, 1))
    assert list(PracticeAttempt.objects.values_list("number", "score")) == [(1, 1.0), (1, 1.0)]


def test_trying_again_goes_on_with_the_former_highlights(small: SmallCampaign) -> None:
    person = small.people[0]
    practise(small, 0, 2)
    article = small.articles[0]
    assert load_standing(own(small)).weakest.article == article.pk
    try_again(person, small.campaign, article.pk)
    assert try_again(person, small.campaign, article.pk) == article
    layer = get_layer(person, article.round)
    assert layer.submitted_at is None
    assert layer.annotations.filter(deleted=False).count() == 1
    layer.annotations.update(deleted=True)
    hand_in(person, article, 2)
    assert load_standing(own(small)).state == TrainingState.PASSED


def test_without_attempts_a_lead_decides(small: SmallCampaign) -> None:
    person, (first, second) = small.people[0], small.articles
    practise(small, 0, 0)
    for article in small.articles:
        try_again(person, small.campaign, article.pk)
        submit_layer(person, article.round)
    assert load_standing(own(small)).state == TrainingState.WAITING
    with pytest.raises(NoPractice):
        try_again(person, small.campaign, first.pk)

    give_attempt(small.lead, small.campaign, person.pk)
    give_attempt(small.lead, small.campaign, person.pk)
    assert own(small).extra_attempts == 1
    assert try_again(person, small.campaign, second.pk)

    let_in(small.lead, small.campaign, person.pk)
    assert load_standing(own(small)).state == TrainingState.LET_IN
    assert may_get_articles(own(small))
    assert list(small.campaign.events.values_list("verb", "payload__person")) == [
        ("person.attempt-given", person.pk),
        ("person.let-in", person.pk),
    ]


def test_only_who_manages_the_campaign_lets_people_in(small: SmallCampaign) -> None:
    for action in (let_in, give_attempt):
        with pytest.raises(PermissionRefused):
            action(small.people[0], small.campaign, small.people[0].pk)
        with pytest.raises(Http404):
            action(small.lead, small.campaign, small.lead.pk)
    with pytest.raises(PermissionRefused):
        start_practice(small.lead, small.campaign)


def test_withdrawing_is_trying_again(small: SmallCampaign) -> None:
    practise(small, 0)
    article, person = small.articles[0], small.people[0]
    with pytest.raises(PermissionRefused):
        withdraw_submission(person, article.round)

    # Without feedback, withdrawing is possible as anywhere, as long as attempts are left.
    article.round.feedback = Feedback.NONE
    article.round.save()
    get_layer(person, article.round).round.layers.update(feedback_given=False)
    withdraw_submission(person, article.round)
    submit_layer(person, article.round)
    with pytest.raises(NoPractice):
        withdraw_submission(person, article.round)
    assert get_layer(person, article.round).submitted_at


def test_nothing_new_is_handed_out_while_the_campaign_pauses(small: SmallCampaign) -> None:
    start_practice(small.people[0], small.campaign)
    Campaign.objects.update(state=CampaignState.PAUSED)
    assert start_practice(small.people[0], small.campaign) == small.articles[0]
    with pytest.raises(NoPractice, match="not running"):
        start_practice(small.people[1], small.campaign)


def test_practice_articles_are_not_used_without_a_key(small: SmallCampaign) -> None:
    practice = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)[0]
    assert len(load_standing(own(small)).results) == 2
    write_key(small.lead, practice)
    assert len(load_standing(own(small)).results) == 3
    Annotation.objects.filter(layer__kind=LayerKind.KEY, layer__round=practice.round).update(deleted=True)
    assert len(load_standing(own(small)).results) == 2


def test_a_lower_pass_mark_lets_people_pass(small: SmallCampaign) -> None:
    practise(small, 1, 1)
    update_campaign(small.lead, small.campaign, replace(settings_of(small.campaign), pass_mark=75))
    assert own(small).passed_at is None
    update_campaign(small.lead, small.campaign, replace(settings_of(small.campaign), pass_mark=50))
    assert own(small).passed_at


def test_ordinary_articles_are_no_attempts() -> None:
    small = small_campaign(people=1, articles=1)
    small.articles[0].round.participants.add(small.people[0])
    mark(small.people[0], small.articles[0].round, "shameful", "opinion")
    submit_layer(small.people[0], small.articles[0].round)
    assert not PracticeAttempt.objects.exists()
    assert may_get_articles(own(small))
