"""The team edits its tags while a campaign uses them."""

from dataclasses import replace

import pytest
from django.test import Client

from annotate.codebooks.actions import copy_codebook, edit_codebook
from annotate.models import Codebook, Round
from articles.actions import create_frozen_articles
from articles.text.draft import Draft
from campaigns.models import Campaign
from campaigns.quality.load import load_agreement, load_people
from campaigns.setup.actions import add_articles
from tests.campaigns.dataset.made import make
from tests.campaigns.quality.world import released_campaign
from tests.campaigns.setup.desk import Desk, desk
from tests.campaigns.small import SmallCampaign

pytestmark = pytest.mark.django_db


def with_own_tags(small: SmallCampaign | Desk) -> Codebook:
    """Let the campaign use a copy of its tags that belongs to the team."""
    codebook = copy_codebook(small.lead, small.campaign.codebook, small.team)
    tags = {tag.slug: tag for tag in codebook.tags.all()}
    for round_ in Round.objects.filter(campaign_article__campaign=small.campaign):
        for layer in round_.layers.all():
            for annotation in layer.annotations.select_related("tag"):
                annotation.tag = tags[annotation.tag.slug]
                annotation.save(update_fields=["tag"])
    Round.objects.filter(campaign_article__campaign=small.campaign).update(codebook=codebook)
    Campaign.objects.filter(pk=small.campaign.pk).update(codebook=codebook)
    small.campaign.refresh_from_db()
    return codebook


def test_figures_follow_the_tags_into_another_order() -> None:
    small = released_campaign()
    codebook = with_own_tags(small)

    def figures() -> tuple[dict[str, object], list[dict[str, object]]]:
        campaign = Campaign.objects.get()
        by_tag = {one.tag: one.score for one in load_agreement(campaign, small.lead).by_tag}
        people = [row.figures for row in load_people(campaign, small.lead)]
        return by_tag, [{share.tag: share.own for share in one.tags} for one in people if one]

    before = figures()
    assert before[1][2]["opinion"] == 1
    pure = codebook.pure
    edited = edit_codebook(small.lead, codebook, replace(pure, tags=tuple(reversed(pure.tags))))
    assert edited.pk == codebook.pk
    assert figures() == before
    [*_, first] = figures()[1]
    assert list(first) == [tag.slug for tag in edited.tags_in_order]


def test_a_campaign_stays_with_the_version_it_began_with() -> None:
    small = released_campaign(articles=1)
    codebook = with_own_tags(small)
    newer = edit_codebook(small.lead, codebook, replace(codebook.pure, title="Other tags"))
    assert newer.version == codebook.version + 1
    drafts = [Draft(text="Fees rose again.", title="Quillmouth again")]
    add_articles(small.lead, small.campaign, create_frozen_articles(small.lead, drafts, small.team))
    assert set(Round.objects.values_list("codebook", flat=True)) == {codebook.pk}
    files = make(small.lead, small.campaign).files
    assert [name for name in files if name.startswith("codebook/")] == [f"codebook/{codebook.slug}-v1.toml"]


def test_before_it_begins_a_campaign_says_that_its_tags_were_edited() -> None:
    here = desk(people=1, texts=1)
    add_articles(here.lead, here.campaign, here.texts)
    codebook = with_own_tags(here)
    client = Client()
    client.force_login(here.lead)
    address = f"/campaigns/{here.campaign.pk}/"
    words = "These tags were edited since: the campaign uses version 1, and there is version 2."
    assert words not in client.get(address).content.decode()
    edit_codebook(here.lead, codebook, replace(codebook.pure, title="Other tags"))
    assert words in client.get(address).content.decode()
    labels = [
        label for _, label in client.get(f"{address}settings/").context["form"].fields["codebook"].choices
    ]
    assert {"The four tags", "Other tags (version 2)"} <= set(labels)
