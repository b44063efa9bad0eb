"""The figures of released articles: what counts, who sees it, and when they are computed again."""

from uuid import uuid4

import pytest
from django.http import Http404

from annotate.discussion.comments import put_comment
from annotate.enums import RoundState
from annotate.models import Annotation, Round
from annotate.privacy.erasure import erase_person
from annotate.revisions.actions import correct_text
from annotate.rounds.releasing import release_round, reveal_released
from articles.editing.text_edit import TextEdit
from campaigns.enums import OwnResults
from campaigns.events import PERSON_EXCLUDED, PERSON_INCLUDED
from campaigns.models import ArticleFigures
from campaigns.quality import load
from campaigns.quality.actions import exclude_person, include_person
from campaigns.quality.figures.article_figures import VERSION
from campaigns.quality.stored import stored_figures
from people.permissions import PermissionRefused
from tests.campaigns.quality.world import released_campaign
from tests.campaigns.small import SmallCampaign

pytestmark = pytest.mark.django_db


def computed() -> int:
    """Return of how many articles the figures are stored."""
    return ArticleFigures.objects.filter(version=VERSION).count()


def figures_of(small: SmallCampaign, number: int) -> load.PersonFigures:
    row = load.load_person(small.campaign, small.lead, small.people[number - 1].pk)
    assert row.figures is not None
    return row.figures


def test_only_released_articles_count() -> None:
    small = released_campaign(release=False)
    assert load.load_agreement(small.campaign, small.lead).articles == 0
    assert load.load_person(small.campaign, small.lead, small.people[0].pk).figures is None
    release_round(small.lead, small.articles[0].round)
    agreement = load.load_agreement(small.campaign, small.lead)
    assert (agreement.articles, agreement.people, agreement.hand_ins, agreement.highlights) == (1, 3, 3, 5)


def test_people_are_compared_with_the_others_and_the_key() -> None:
    small = released_campaign()
    first, third = figures_of(small, 1), figures_of(small, 3)
    assert (first.articles, first.controls, first.key) == (3, 1, 1.0)
    # The third has one of the two answers: 2 · 1 / (2 + 1).
    assert third.key == pytest.approx(2 / 3)
    assert first.agreement["tagging"].value > third.agreement["tagging"].value


def test_what_is_left_out_is_logged_and_can_be_taken_back() -> None:
    small = released_campaign()
    before = load.load_agreement(small.campaign, small.lead)
    participant = small.campaign.participants.get(user=small.people[2])
    exclude_person(small.lead, participant)
    exclude_person(small.lead, participant)
    without = load.load_agreement(small.campaign, small.lead)
    assert (without.people, without.of("exact").score.value) == (2, 1.0)
    include_person(small.lead, participant)
    assert load.load_agreement(small.campaign, small.lead) == before
    assert list(small.campaign.events.order_by("pk").values_list("verb", "payload")) == [
        (PERSON_EXCLUDED, {"participant": participant.pk}),
        (PERSON_INCLUDED, {"participant": participant.pk}),
    ]
    with pytest.raises(PermissionRefused):
        exclude_person(small.people[0], participant)


def test_stored_figures_are_used_until_something_changes() -> None:
    small = released_campaign()
    stored = stored_figures(small.campaign)
    assert computed() == 3
    for article in small.articles:
        reveal_released(small.lead, article.round)
    assert computed() == 3
    assert stored_figures(small.campaign) == stored

    annotation = Annotation.objects.filter(layer__round=small.articles[0].round, layer__kind="reader").first()
    put_comment(small.lead, small.articles[0].round, uuid4(), annotation, "Why?")
    assert computed() == 2
    assert stored_figures(small.campaign) == stored


def test_a_corrected_text_is_computed_again() -> None:
    small = released_campaign(articles=1)
    before = load.load_divided(small.campaign, small.lead)
    article = small.articles[0].round.text.article
    correct_text(small.lead, article, 1, [TextEdit(0, 0, "The old ")], [])
    after = load.load_divided(small.campaign, small.lead)
    assert [shown.quote for shown in after] == [shown.quote for shown in before]


def test_who_was_erased_with_their_highlights_is_in_no_figure() -> None:
    small = released_campaign()
    load.load_agreement(small.campaign, small.lead)
    erase_person(small.lead, small.team, small.people[2], keep_annotations=False)
    assert computed() == 0
    assert load.load_agreement(small.campaign, small.lead).people == 2
    with pytest.raises(Http404):
        load.load_person(small.campaign, small.lead, small.people[2].pk)


def test_the_work_of_who_was_erased_without_their_highlights_counts_without_a_name() -> None:
    small = released_campaign(articles=1)
    before = load.load_agreement(small.campaign, small.lead)
    erase_person(small.lead, small.team, small.people[2], keep_annotations=True)
    after = load.load_agreement(small.campaign, small.lead)
    assert (after.hand_ins, after.of("tagging")) == (before.hand_ins, before.of("tagging"))
    assert all(
        one.person != small.people[2].pk for row in stored_figures(small.campaign) for one in row.hand_ins
    )


def test_annotators_see_their_own_as_far_as_the_campaign_shows_them() -> None:
    small = released_campaign(articles=4, own_results=OwnResults.FIGURES)
    own = load.own_figures(small.campaign, small.people[0])
    assert own is not None
    assert (own.articles, own.controls, own.key, {step.key for step in own.steps}) == (5, 0, None, {None})

    small.campaign.own_results = OwnResults.NONE
    assert load.own_figures(small.campaign, small.people[0]) is None


def test_few_articles_would_tell_what_others_chose() -> None:
    small = released_campaign(articles=2, own_results=OwnResults.FIGURES)
    assert load.own_figures(small.campaign, small.people[0]) is None


def test_one_more_release_changes_own_figures_only_with_four_others() -> None:
    small = released_campaign(articles=9, own_results=OwnResults.FIGURES)
    *before, last = small.articles
    Round.objects.filter(pk=last.round_id).update(state=RoundState.OPEN)
    own = load.own_figures(small.campaign, small.people[0])
    assert own
    assert own.shared == 5
    Round.objects.filter(pk=before[-1].round_id).update(state=RoundState.OPEN)
    assert load.own_figures(small.campaign, small.people[0]) == own
    Round.objects.update(state=RoundState.RELEASED)
    own = load.own_figures(small.campaign, small.people[0])
    assert own
    assert own.shared == 10


def test_passages_to_discuss() -> None:
    small = released_campaign(articles=1)
    row = load.load_person(small.campaign, small.lead, small.people[2].pk)
    [first, _] = load.load_differences(small.campaign, small.lead, row)
    assert (first.quote, first.passage.tag, first.passage.own) == ("shameful", "loaded-language", ())
    assert (first.passage.chosen, first.passage.people) == (2, 2)
    assert {shown.quote for shown in load.load_divided(small.campaign, small.lead)} == {"shameful"}
