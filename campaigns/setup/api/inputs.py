"""What requests send to set up a campaign."""

from typing import Any

from rest_framework import serializers

from annotate.enums import Feedback
from campaigns.enums import ArticleOrder, CampaignState, Distribution, OwnResults, Purpose
from campaigns.guidelines import MAX_GUIDELINES
from campaigns.setup.actions.settings import LIMITS, MAX_LICENCE, MAX_TEXT, MAX_TITLE
from web.api.pagination import PageInput
from web.fields import SingleLineInput

MAX_KEY = 2**63 - 1
# Articles in one request; there can be several.
MAX_ARTICLES, MAX_PEOPLE = 10_000, 1_000


def number(name: str, **more: Any) -> serializers.IntegerField:
    """Return the field of a setting that is a number, with its limits."""
    lowest, highest = LIMITS[name]
    return serializers.IntegerField(min_value=lowest, max_value=highest, required=False, **more)


def key(**more: Any) -> serializers.IntegerField:
    """Return a field for the id of something."""
    return serializers.IntegerField(min_value=1, max_value=MAX_KEY, **more)


class CampaignInput(serializers.Serializer[Any]):
    """The settings of a campaign. What is left out stays as it is, or has its default in a new campaign."""

    title = SingleLineInput(max_length=MAX_TITLE, required=False)
    codebook = key(required=False)
    guidelines = serializers.CharField(
        required=False, allow_blank=True, max_length=MAX_GUIDELINES, help_text="Markdown."
    )
    due_at = serializers.DateTimeField(required=False, allow_null=True)
    distribution = serializers.ChoiceField(list(Distribution), required=False)
    per_article = number("per_article")
    overlap_percent = number("overlap_percent")
    order = serializers.ChoiceField(list(ArticleOrder), required=False)
    max_per_person = number("max_per_person", allow_null=True)
    share_evenly = serializers.BooleanField(required=False)
    lapse_hours = number("lapse_hours")
    control_every = number("control_every")
    pass_mark = number("pass_mark")
    attempts = number("attempts")
    practice_feedback = serializers.ChoiceField(list(Feedback), required=False)
    own_results = serializers.ChoiceField(list(OwnResults), required=False)
    description = serializers.CharField(required=False, allow_blank=True, max_length=MAX_TEXT)
    licence = SingleLineInput(required=False, allow_blank=True, max_length=MAX_LICENCE)
    authors = serializers.CharField(
        required=False, allow_blank=True, max_length=MAX_TEXT, help_text="One a line."
    )


class NewCampaignInput(CampaignInput):
    """The settings of a new campaign, which has a title."""

    title = SingleLineInput(max_length=MAX_TITLE)


class CampaignStateInput(serializers.Serializer[Any]):
    """The state to move a campaign to."""

    state = serializers.ChoiceField([state for state in CampaignState if state != CampaignState.DRAFT])


class CampaignPeopleInput(serializers.Serializer[Any]):
    """Members of the team who take part from now on."""

    people = serializers.ListField(child=key(), min_length=1, max_length=MAX_PEOPLE)


class CampaignArticlesInput(serializers.Serializer[Any]):
    """Articles of the team to add, and what for."""

    articles = serializers.ListField(child=key(), min_length=1, max_length=MAX_ARTICLES)
    purpose = serializers.ChoiceField(list(Purpose), default=Purpose.ORDINARY)


class PurposeInput(serializers.Serializer[Any]):
    """What an article is for."""

    purpose = serializers.ChoiceField(list(Purpose))


class CampaignArticleFilter(PageInput):
    """Filters and paging of the list of articles."""

    purpose = serializers.ChoiceField(list(Purpose), required=False)


class PlannedArticleInput(serializers.Serializer[Any]):
    """Who is to annotate an article."""

    article = key()
    people = serializers.ListField(child=key(), max_length=MAX_PEOPLE)


class PlanInput(serializers.Serializer[Any]):
    """A plan of some articles; the others keep theirs."""

    articles = PlannedArticleInput(many=True, min_length=1, max_length=MAX_ARTICLES)
