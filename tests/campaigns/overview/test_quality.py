"""What the pages say of released articles: to leads what divides people, to annotators how they are doing."""

import pytest
from django.utils import timezone

from annotate.annotations.actions import submit_layer
from annotate.enums import RoundState
from annotate.models import Round
from campaigns.assigning.actions import next_article
from campaigns.enums import OwnResults
from campaigns.models import ArticleFigures, CampaignParticipant
from campaigns.quality.figures.article_figures import VERSION, HandIn, flat, to_json
from campaigns.quality.figures.article_figures import ArticleFigures as PureFigures
from campaigns.quality.stored import tag_slugs
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


def drifting_campaign() -> SmallCampaign:
    """Two people annotate 60 articles alike; in the last third the second one leaves out every opinion."""
    small = small_campaign(people=2, articles=60, per_article=2)
    first, second = (person.pk for person in small.people)
    for number, row in enumerate(small.articles):
        claim, opinion = (10, 30, 0), (40 + number % 3, 70, 2)
        hand_ins = (
            HandIn(first, number, 60, flat([claim, opinion])),
            HandIn(second, number, 60, flat([claim] if number >= 40 else [claim, opinion])),
        )
        data = to_json(PureFigures(row.pk, 150, 25, hand_ins)) | {
            "counted": 0,
            "tags": tag_slugs(small.campaign),
        }
        ArticleFigures.objects.create(article=row, version=VERSION, data=data)
    return small


def test_who_annotates_differently_of_late_needs_help_once_it_is_released() -> None:
    small = drifting_campaign()
    passages = f'href="/campaigns/{small.campaign.pk}/people/{small.people[1].pk}/#passages"'
    assert passages not in page(small.lead, small)
    Round.objects.update(state=RoundState.RELEASED)
    shown = page(small.lead, small)
    assert 'data-need="drift"' in shown
    assert passages in shown
    assert "Nobody so far" not in shown
    assert "data-need" not in page(small.people[0], small)
    CampaignParticipant.objects.filter(user=small.people[1]).update(excluded_at=timezone.now())
    assert passages not in page(small.lead, small)
