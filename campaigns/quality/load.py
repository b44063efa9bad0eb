"""Loads the figures of a campaign for those who may see them; of large campaigns in the background."""

import pickle  # nosec B403 (see _cached)
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.http import Http404
from django.utils.translation import gettext as _

from articles.models import Article, Text
from campaigns.access import oversees
from campaigns.enums import AssignmentState, OwnResults
from campaigns.models import Campaign, CampaignArticle, CampaignParticipant
from campaigns.quality.figures import person_figures
from campaigns.quality.figures.campaign_agreement import CampaignAgreement, campaign_agreement
from campaigns.quality.figures.drift import recent_count
from campaigns.quality.figures.passages import Passage, differences, divided_passages
from campaigns.quality.figures.person_figures import PersonFigures
from campaigns.quality.stored import released_articles, stored_figures, tag_slugs
from people.models import User
from people.permissions import Permission, check_permission
from reports.analysis.clusters import context_around
from reports.cached_results import CACHE

Value = TypeVar("Value")
# Figures over more released articles than that are computed beside the pages.
MAX_AT_ONCE = 500
MAX_PASSAGES, MAX_DIVIDED = 12, 5
# Somebody's own figures are over a multiple of so many articles: else they would tell what others chose in one of them.
MIN_OWN = 5


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who takes or took part, with their figures; without, if nothing of theirs is released."""

    participant: CampaignParticipant
    figures: PersonFigures | None


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with what stands around it, in its article."""

    passage: Passage
    article: Article
    round: int
    before: str
    quote: str
    after: str


def released_count(campaign: Campaign) -> int:
    """Return how many articles are released to those who lead the campaign, or revealed."""
    return released_articles(campaign).count()


def load_agreement(campaign: Campaign, user: User) -> CampaignAgreement:
    """Return the agreement of the campaign without excluded people.

    ``user`` may oversee the campaign. Raise ``ResultNotReady`` if it takes longer than a page may.
    """
    return _cached(campaign, user, "agreement", lambda: compute_agreement(campaign))


def compute_agreement(campaign: Campaign) -> CampaignAgreement:
    """Compute the agreement of the campaign without excluded people; 10,000 articles take some seconds."""
    return campaign_agreement(stored_figures(campaign), tag_slugs(campaign), _excluded(campaign))


def load_people(campaign: Campaign, user: User) -> list[PersonRow]:
    """Return everybody who takes or took part, by name; see ``load_agreement``."""
    figures = _people_figures(campaign, user)
    return [
        PersonRow(participant, figures.get(participant.user_id or 0))
        for participant in _participants(campaign)
    ]


def load_drifting(campaign: Campaign, user: User) -> list[PersonRow]:
    """Return those who take part, are not left out of the figures and annotate differently of late."""
    return [
        row
        for row in load_people(campaign, user)
        if row.figures
        and row.figures.drift
        and row.participant.removed_at is None
        and row.participant.excluded_at is None
    ]


def get_person(campaign: Campaign, person: int) -> CampaignParticipant:
    """Return somebody who takes or took part; raise Http404 if they never did."""
    participant = campaign.participants.filter(user__pk=person).select_related("campaign", "user").first()
    if participant is None:
        raise Http404(_("This page does not exist, or you do not have access to it."))
    return participant


def load_person(campaign: Campaign, user: User, person: int) -> PersonRow:
    """Return one person's figures; raise Http404 if they never took part."""
    for row in load_people(campaign, user):
        if row.participant.user_id == person:
            return row
    raise Http404(_("This page does not exist, or you do not have access to it."))


def load_person_as_seen(campaign: Campaign, user: User, person: int) -> PersonRow:
    """Return one person's figures to those who lead; to an annotator their own, as far as the campaign shows them.

    Raise PermissionRefused for those of others, Http404 if they never took part.
    """
    if oversees(user, campaign):
        return load_person(campaign, user, person)
    if person != user.pk:
        check_permission(user, Permission.OVERSEE_CAMPAIGN, campaign)
    return PersonRow(get_person(campaign, person), own_figures(campaign, user))


def own_figures(campaign: Campaign, user: User) -> PersonFigures | None:
    """Return an annotator's own figures; None if the campaign does not show them, or they are over too few articles.

    What is complete at a time is released together, so articles join the figures in the order of their completion.
    """
    if campaign.own_results != OwnResults.FIGURES:
        return None
    handed_in = {"assignments__annotator": user, "assignments__state": AssignmentState.COUNTED}
    rows = released_articles(campaign).filter(**handed_in).order_by("completed_at", "pk")
    return _cached(
        campaign, user, ("own", user.pk),
        lambda: person_figures.own_figures(
            stored_figures(campaign, rows), tag_slugs(campaign), user.pk, _excluded(campaign), MIN_OWN
        ),
    )  # fmt: skip


def load_divided(campaign: Campaign, user: User, most: int = MAX_DIVIDED) -> list[ShownPassage]:
    """Return the passages that divide people most, each in another article; see ``load_agreement``."""
    found = _cached(
        campaign, user, ("divided", most),
        lambda: divided_passages(stored_figures(campaign), tag_slugs(campaign), most, _excluded(campaign)),
    )  # fmt: skip
    return _shown(found)


def load_differences(campaign: Campaign, user: User, row: PersonRow) -> list[ShownPassage]:
    """Return where somebody differs most clearly from the others in their recent articles; see ``load_agreement``."""
    person = row.participant.user_id
    if person is None or row.figures is None:
        return []

    def find() -> list[Passage]:
        theirs = [
            (one.handed_in, figures)
            for figures in stored_figures(campaign)
            for one in figures.hand_ins
            if one.person == person
        ]
        theirs.sort(key=lambda work: work[0], reverse=True)
        recent = [figures for _, figures in theirs[: recent_count(len(theirs)) or len(theirs)]]
        return differences(recent, tag_slugs(campaign), person, MAX_PASSAGES, _excluded(campaign))

    return _shown(_cached(campaign, user, ("differences", person), find))


def _people_figures(campaign: Campaign, user: User) -> dict[int, PersonFigures]:
    return _cached(
        campaign, user, "people",
        lambda: person_figures.person_figures(
            stored_figures(campaign), tag_slugs(campaign), _excluded(campaign)
        ),
    )  # fmt: skip


def _participants(campaign: Campaign) -> Iterable[CampaignParticipant]:
    people = campaign.participants.filter(user__isnull=False).select_related("user", "campaign")
    return people.order_by("user__name", "pk")


def _excluded(campaign: Campaign) -> frozenset[int]:
    people = campaign.participants.filter(excluded_at__isnull=False, user__isnull=False)
    return frozenset(people.values_list("user", flat=True))


def _cached(campaign: Campaign, user: User, what: Hashable, make: Callable[[], Value]) -> Value:
    """Return ``make()``, from the cache, or if there are many articles from a background thread."""
    state = released_articles(campaign).order_by().aggregate(
        n=Count("pk"), stored=Count("figures"), latest=Max("figures__computed_at"), counted=Sum("counted")
    )  # fmt: skip
    key = (
        "campaign",
        campaign.pk,
        tuple(tag_slugs(campaign)),
        what,
        tuple(state.values()),
        _excluded(campaign),
    )

    def pickled() -> bytes:
        return pickle.dumps(make())

    if state["n"] > MAX_AT_ONCE:
        data = CACHE.get_soon(key, pickled, user.pk, settings.BACKGROUND_WAIT_SECONDS)
    else:
        data = CACHE.get(key, pickled)
    # Never leaves this process's memory.
    value: Value = pickle.loads(data)  # noqa: S301  # nosec B301
    return value


def _shown(passages: Iterable[Passage]) -> list[ShownPassage]:
    passages = list(passages)
    rows = CampaignArticle.objects.filter(pk__in={passage.article for passage in passages})
    articles = {row.pk: row for row in rows.select_related("round__text__article")}
    return [_with_text(passage, articles[passage.article]) for passage in passages]


def _with_text(passage: Passage, row: CampaignArticle) -> ShownPassage:
    text: Text = row.round.text
    before, after = context_around(text.body, passage.start, passage.end)
    quote = text.body[passage.start : passage.end]
    return ShownPassage(passage, text.article, row.round_id, before, quote, after)
