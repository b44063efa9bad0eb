"""What the pages say of released articles: to leads what divides people, to annotators how they are doing."""

import pytest

from annotate.annotations.actions import submit_layer
from annotate.enums import RoundState
from annotate.models import Round
from campaigns.assigning.actions import next_article
from campaigns.enums import OwnResults
from tests.campaigns.overview.test_pages import page
from tests.campaigns.small import SmallCampaign, small_campaign
from tests.world import mark

pytestmark = pytest.mark.django_db

ARTICLES = 5


def annotated(own_results: OwnResults) -> SmallCampaign:
    """Two people annotate five articles; they tag one passage differently."""
    small = small_campaign(people=2, articles=ARTICLES, per_article=2, own_results=own_results)
    for _ in range(ARTICLES):
        for person, tag in zip(small.people, ("opinion", "loaded-language"), strict=True):
            round_ = next_article(person, small.campaign).article.round
            mark(person, round_, "It was a disgrace", tag)
            mark(person, round_, "Fees rose", "factual-claim")
            submit_layer(person, round_)
    return small


def test_passages_are_shown_once_they_are_released() -> None:
    small = annotated(OwnResults.NONE)
    assert "data-passage" not in page(small.lead, small)
    Round.objects.update(state=RoundState.RELEASED)
    assert "It was a disgrace</mark>" in page(small.lead, small)
    assert "data-passage" not in page(small.people[0], small)


def test_annotators_see_how_they_are_doing_if_the_campaign_says_so() -> None:
    small = annotated(OwnResults.FIGURES)
    doing = f"/campaigns/{small.campaign.pk}/people/{small.people[0].pk}/"
    assert doing not in page(small.people[0], small)
    Round.objects.update(state=RoundState.RELEASED)
    assert doing in page(small.people[0], small)
    small.campaign.own_results = OwnResults.NONE
    small.campaign.save()
    assert doing not in page(small.people[0], small)
