"""What the documents of a dataset say about its campaign: who, how and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _

from campaigns.counting.need import HANDED_IN
from campaigns.dataset.documents.licences import spdx_identifier
from campaigns.dataset.selection import Selection, selection
from campaigns.enums import AssignmentState, Distribution
from campaigns.events import RELEASED
from campaigns.models import ArticleAssignment, Campaign, CampaignEvent
from campaigns.quality.stored import released_articles
from reports.formats.citation import Citation


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about the released articles of a campaign. ``fewest`` and ``most``: hand-ins of an article that count."""

    selection: Selection
    people: int
    excluded: int
    counted: int
    extra: int
    fewest: int
    most: int
    first: date | None
    last: date | None
    released: date


def facts_of(campaign: Campaign) -> Facts:
    """Return the facts."""
    released = released_articles(campaign).order_by()
    hand_ins = ArticleAssignment.objects.filter(article__in=released, state__in=HANDED_IN)
    work = hand_ins.aggregate(
        people=Count("annotator", distinct=True),
        counted=Count("pk", filter=Q(state=AssignmentState.COUNTED)),
        extra=Count("pk", filter=Q(state=AssignmentState.EXTRA)),
        first=Min("handed_in_at"),
        last=Max("handed_in_at"),
    )
    limits = released.aggregate(fewest=Min("counted"), most=Max("counted"))
    releases = CampaignEvent.objects.filter(campaign=campaign, verb=RELEASED).aggregate(
        last=Max("created_at")
    )
    last = releases["last"] or work["last"] or campaign.created_at
    return Facts(
        selection=selection(campaign),
        people=work["people"],
        excluded=campaign.participants.filter(excluded_at__isnull=False).count(),
        counted=work["counted"],
        extra=work["extra"],
        fewest=limits["fewest"] or 0,
        most=limits["most"] or 0,
        first=work["first"] and work["first"].date(),
        last=work["last"] and work["last"].date(),
        released=last.date(),
    )


def citation_of(campaign: Campaign, facts: Facts) -> Citation:
    """Return how to cite the dataset."""
    return Citation(
        title=campaign.title,
        authors=campaign.authors.splitlines(),
        team=campaign.team.name,
        released=facts.released,
        abstract=campaign.description,
        licence=spdx_identifier(campaign.licence),
    )


def distribution_of(campaign: Campaign) -> str:
    """Return a sentence about who annotated which articles."""
    if campaign.distribution == Distribution.EVERYONE:
        return _("Everyone annotated every article.")
    if campaign.distribution == Distribution.PLANNED:
        return _("A plan said who annotated which article.")
    values = {"people": campaign.per_article, "percent": campaign.overlap_percent}
    if campaign.overlap_percent:
        return _(
            "Each article went to {people} people, and {percent} % of the articles, chosen at random, to everyone."
        ).format(**values)
    return _("Articles were shared out, each to {people} people.").format(**values)


def training_of(campaign: Campaign, practice: int) -> str:
    """Return a sentence about what people had to pass before."""
    if not practice:
        return _("There was no training with practice articles.")
    return _(
        "People first annotated {n} practice articles with reference annotations, and went on with a mean score of "
        "{mark} % or if those who led the campaign let them; people.csv has the results."
    ).format(n=practice, mark=campaign.pass_mark)


def counted_list(items: Iterable[tuple[str, int]]) -> str:
    """Return names with their numbers as one phrase."""
    unknown = _("not known")
    return ", ".join(f"{name or unknown} ({count})" for name, count in items)
