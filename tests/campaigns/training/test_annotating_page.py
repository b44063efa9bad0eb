"""The annotating page of an article of a campaign."""

import re
from typing import Any

import pytest
from django.test import Client

from annotate.models import Round
from campaigns.assigning.actions import next_article
from campaigns.enums import Purpose
from campaigns.models import CampaignArticle
from campaigns.training.actions import start_practice
from campaigns.training.bar import campaign_bar_of
from people.models import User
from tests.campaigns.small import add_articles, hand_in, small_campaign, write_key
from tests.world import World

pytestmark = pytest.mark.django_db


def page_of(user: User, article: CampaignArticle, kind: str = "") -> str:
    """Return the annotating page as ``user`` sees it."""
    client = Client()
    client.force_login(user)
    return client.get(f"/rounds/{article.round_id}/{kind}").content.decode()


def test_a_round_of_no_campaign_takes_no_query(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert campaign_bar_of(world.pupil, world.round) is None


def test_it_shows_the_guidelines_and_how_much_is_done() -> None:
    small = small_campaign(people=1, articles=2, guidelines="Read *twice*.")
    person = small.people[0]
    hand_in(person, next_article(person, small.campaign).article)
    page = page_of(person, next_article(person, small.campaign).article)
    assert "<p>Read <em>twice</em>.</p>" in page
    assert 'data-done="1"' in page
    assert f'action="/campaigns/{small.campaign.pk}/next/"' in page


def test_a_control_article_looks_like_any_other() -> None:
    small = small_campaign(people=1, articles=1)
    person, control = small.people[0], add_articles(small.lead, small.campaign, 1, Purpose.CONTROL)[0]
    write_key(small.lead, control)
    pages, seqs = [], []
    for article in (*small.articles, control):
        article.round.participants.add(person)
        page = page_of(person, article)
        seqs += re.findall(r'"seq": (\d+)', page)
        # Numbers of rows and of the text, and the token of the form.
        pages.append(re.sub(r"csrfmiddlewaretoken\S+ \S+|\d+", "", page))
    assert pages[0] == pages[1]
    assert seqs == ["0", "0"]
    key = page_of(small.lead, control, "key/")
    assert "control article" in key
    assert "they see neither these nor the result" in key


def test_a_practice_article_leads_to_its_feedback_and_from_there_to_the_next_step() -> None:
    small = small_campaign(people=1, articles=0)
    for article in add_articles(small.lead, small.campaign, 2, Purpose.PRACTICE):
        write_key(small.lead, article)
    person = small.people[0]
    article = start_practice(person, small.campaign)
    page = page_of(person, article)
    assert re.search(rf'href="/rounds/{article.round_id}/feedback/" data-practice-result data-go', page)
    assert 'data-attempts="2"' in page
    assert "data-once" not in page
    hand_in(person, article, 1)
    feedback = page_of(person, article, "feedback/")
    assert f'action="/campaigns/{small.campaign.pk}/training/next/"' in feedback
    assert f'action="/campaigns/{small.campaign.pk}/training/{article.pk}/again/"' in feedback
    assert Round.objects.get(pk=article.round_id).feedback == "key"
