"""Which articles of a campaign are incomplete, and why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from annotate.access import key_has_answer
from annotate.models import Round
from campaigns.access import participants_of
from campaigns.assigning.eligible import abandoned, present
from campaigns.assigning.limits import most_articles
from campaigns.assigning.reasons import Availability, Reason, candidates_for, reason_for
from campaigns.batches import batches
from campaigns.counting.need import Need, Share
from campaigns.counting.settling import FINAL, need_of
from campaigns.enums import AssignmentState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle
from campaigns.training.load import load_standings


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has an article. ``abandoned``: they did nothing for so long that it may go to somebody else."""

    person: int | None
    name: str
    since: datetime
    abandoned: bool


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An article with fewer hand-ins than it needs. ``waits_for`` are the names of those it is meant for."""

    article: int
    round: int
    title: str
    purpose: Purpose
    needed: int
    counted: int
    holders: tuple[Holder, ...]
    waits_for: tuple[str, ...]
    reason: Reason


def incomplete_articles(campaign: Campaign) -> QuerySet[CampaignArticle]:
    """Return the articles that are incomplete, practice apart, in their order; without the text of the articles."""
    rows = CampaignArticle.objects.filter(campaign=campaign, completed_at=None, round__in=Round.objects.all())
    rows = rows.exclude(purpose=Purpose.PRACTICE).exclude(round__state__in=FINAL)
    rows = rows.select_related("campaign", "round__text__article").annotate(has_key=key_has_answer("round"))
    fields = ("campaign", "round__state", "round__text__article__title")
    return rows.only("purpose", "for_everyone", "position", "counted", *fields).order_by("position", "pk")


def incomplete(campaign: Campaign) -> list[Incomplete]:
    """Return all incomplete articles: what a lead has to decide first, then in their order."""
    order = {reason: place for place, reason in enumerate(Reason)}
    return sorted(explain(campaign, incomplete_articles(campaign)), key=lambda one: order[one.reason])


def explain(campaign: Campaign, articles: Iterable[CampaignArticle]) -> list[Incomplete]:
    """Return why each of ``articles`` is incomplete, in a few queries for any number of them."""
    articles = list(articles)
    names, people = _people(campaign)
    lapsing = set(abandoned(campaign, timezone.now()).values_list("pk", flat=True))
    rows = _assignments([article.pk for article in articles])
    return [
        _explain(article, rows[article.pk], need_of(article, set(names)), names, people, lapsing)
        for article in articles
    ]


def _explain(
    article: CampaignArticle,
    rows: Sequence[ArticleAssignment],
    need: Need,
    names: dict[int, str],
    people: Availability,
    lapsing: set[int],
) -> Incomplete:
    shares = [Share(row.annotator_id, AssignmentState(row.state)) for row in rows]
    lacks_key = article.purpose == Purpose.CONTROL and not article.has_key
    gave_back = {share.annotator for share in shares if share.state == AssignmentState.LAPSED} & set(
        need.active
    )
    is_shared = need.distribution == Distribution.SHARED
    meant_for = set() if is_shared else candidates_for(need, shares) | gave_back
    return Incomplete(
        article.round.text.article_id,
        article.round_id,
        article.round.text.article.title,
        Purpose(article.purpose),
        need.people(shares),
        article.counted,
        tuple(
            Holder(row.annotator_id, str(row.annotator or ""), row.assigned_at, row.pk in lapsing)
            for row in rows
            if row.state == AssignmentState.OPEN
        ),
        tuple(sorted(names[person] for person in meant_for)),
        reason_for(need, shares, lacks_key, people),
    )


def _people(campaign: Campaign) -> tuple[dict[int, str], Availability]:
    """Return the names of those who take part, and who of them can be given articles."""
    participants = [one for one in participants_of(campaign) if one.user]
    standings = load_standings(campaign, participants)
    passed = {one.user.pk for one in participants if one.user and standings[one.pk].is_over}
    names = {one.user.pk: one.user.name for one in participants if one.user}
    most = most_articles(campaign)
    held: Counter[int] = Counter()
    if most is not None:
        rows = ArticleAssignment.objects.filter(article__campaign=campaign).exclude(
            article__purpose=Purpose.PRACTICE
        )
        current = present(rows).exclude(state__in=(AssignmentState.PLANNED, AssignmentState.LAPSED))
        held.update(current.values_list("annotator", flat=True))
    with_room = {person for person in names if most is None or held[person] < most}
    return names, Availability(with_room, passed, campaign.is_running)


def _assignments(articles: Sequence[int]) -> defaultdict[int, list[ArticleAssignment]]:
    by_article = defaultdict(list)
    for batch in batches(articles):
        rows = ArticleAssignment.objects.filter(article__in=batch).select_related("annotator")
        for row in rows.order_by("assigned_at", "pk"):
            by_article[row.article_id].append(row)
    return by_article
