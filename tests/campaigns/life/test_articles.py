"""Articles of a running campaign go to the bin, come back, or are deleted for good."""

import pytest

from annotate.bin.access import bin_row
from annotate.bin.actions import delete_permanently, restore
from articles.models import Article
from campaigns.assigning.actions import next_article
from campaigns.assigning.incomplete import incomplete
from campaigns.overview.own import own_work
from people.models import User
from tests.campaigns.assigning.working import hand_in, refused, work
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db


def to_bin(small: SmallCampaign, number: int) -> None:
    """Move an article of the campaign to the bin."""
    Article.objects.get(pk=small.articles[number - 1].round.text.article_id).move_to_bin(small.lead)


def in_bin(small: SmallCampaign, number: int) -> tuple[User, Article]:
    """Return the lead with an article in their bin."""
    lead = User.objects.get(pk=small.lead.pk)
    return lead, bin_row(lead, "articles", small.articles[number - 1].round.text.article_id)


def test_what_is_in_the_bin_counts_for_nobodys_share() -> None:
    small = small_campaign(people=2, articles=4, per_article=1, share_evenly=True)
    work(small, small.people[0], 2)
    for number in (1, 2):
        to_bin(small, number)
    participant = small.campaign.participants.get(user=small.people[0])
    assert own_work(small.people[0], small.campaign, participant).left == 1
    assert {row.reason for row in incomplete(small.campaign)} == {"waiting"}
    work(small, small.people[0])
    work(small, small.people[1])
    assert incomplete(small.campaign) == []


def test_whoever_had_an_article_in_the_bin_gets_another_and_both_once_it_is_back() -> None:
    small = small_campaign(people=1, articles=2, per_article=1)
    first = next_article(small.people[0], small.campaign).article
    to_bin(small, 1)
    second = next_article(small.people[0], small.campaign).article
    assert second != first
    restore(*in_bin(small, 1))
    hand_in(small.people[0], second)
    assert next_article(small.people[0], small.campaign).article == first


def test_what_is_deleted_for_good_leaves_nothing_to_wait_for() -> None:
    small = small_campaign(people=1, articles=2, per_article=1)
    next_article(small.people[0], small.campaign)
    to_bin(small, 1)
    delete_permanently(*in_bin(small, 1))
    work(small, small.people[0])
    assert refused(small, small.people[0]) == "nothing-left"
    assert incomplete(small.campaign) == []
