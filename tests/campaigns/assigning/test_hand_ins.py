"""Which hand-ins count."""

import pytest
from django.utils import timezone

from annotate.enums import RoundState
from campaigns.assigning.actions import give_back, next_article
from campaigns.assigning.errors import AlreadyHandedIn
from campaigns.counting.recounting import recount
from campaigns.enums import AssignmentState, Distribution
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
from people.permissions import PermissionRefused
from tests.campaigns.assigning.working import hand_in, refused, wait, withdraw, work
from tests.campaigns.small import SmallCampaign, small_campaign

pytestmark = pytest.mark.django_db
OPEN, LAPSED, COUNTED, EXTRA = (
    AssignmentState.OPEN,
    AssignmentState.LAPSED,
    AssignmentState.COUNTED,
    AssignmentState.EXTRA,
)


def states(small: SmallCampaign) -> list[str]:
    """Return the states of the assignments of the first article, by person."""
    rows = ArticleAssignment.objects.filter(article=small.articles[0])
    return list(rows.order_by("annotator").values_list("state", flat=True))


def counters(small: SmallCampaign) -> tuple[int, int, bool]:
    """Return how many have the first article or have handed it in, how many of these count, and if it is complete."""
    article = CampaignArticle.objects.get(pk=small.articles[0].pk)
    return article.taken, article.counted, article.completed_at is not None


def test_an_article_is_complete_with_its_last_hand_in() -> None:
    """Two are needed."""
    small = small_campaign(people=2, articles=1, per_article=2)
    work(small, small.people[0])
    assert counters(small) == (1, 1, False)
    work(small, small.people[1])
    assert counters(small) == (2, 2, True)


def test_a_late_hand_in_is_extra() -> None:
    """The slot went to somebody else, who hands in as well."""
    small = small_campaign(people=2, articles=1, per_article=1)
    wait(next_article(small.people[0], small.campaign))
    work(small, small.people[1])
    hand_in(small.people[0], small.articles[0])
    assert states(small) == [EXTRA, COUNTED]
    assert counters(small) == (1, 1, True)


def test_a_late_hand_in_counts_where_a_slot_is_free() -> None:
    """Nobody else has got it meanwhile."""
    small = small_campaign(people=1, articles=1, per_article=1)
    give_back(small.people[0], next_article(small.people[0], small.campaign))
    assert (states(small), counters(small)) == ([LAPSED], (0, 0, False))
    hand_in(small.people[0], small.articles[0])
    assert (states(small), counters(small)) == ([COUNTED], (1, 1, True))


def test_an_extra_one_takes_a_slot_that_becomes_free() -> None:
    """The second person gives back what the first one has handed in late."""
    small = small_campaign(people=2, articles=1, per_article=1)
    wait(next_article(small.people[0], small.campaign))
    theirs = next_article(small.people[1], small.campaign)
    hand_in(small.people[0], small.articles[0])
    assert states(small) == [EXTRA, OPEN]
    give_back(small.people[1], theirs)
    assert (states(small), counters(small)) == ([COUNTED, LAPSED], (1, 1, True))


def test_a_withdrawn_hand_in_is_open_again() -> None:
    """It keeps its slot."""
    small = small_campaign(people=1, articles=1, per_article=1)
    work(small, small.people[0])
    withdraw(small.people[0], small.articles[0])
    assert (states(small), counters(small)) == ([OPEN], (1, 0, False))
    hand_in(small.people[0], small.articles[0])
    assert (states(small), counters(small)) == ([COUNTED], (1, 1, True))


def test_a_hand_in_after_the_release_is_extra() -> None:
    """What leads have seen does not change."""
    small = small_campaign(people=2, articles=1, per_article=2)
    assignment = next_article(small.people[0], small.campaign)
    assignment.article.round.state = RoundState.RELEASED
    assignment.article.round.save()
    hand_in(small.people[0], small.articles[0])
    assert (states(small), counters(small)) == ([EXTRA], (0, 0, False))


def test_fewer_or_more_per_article() -> None:
    """The last hand-ins beyond the new number are extra, and count again when more are needed."""
    small = small_campaign(people=3, articles=1, per_article=3)
    for person in small.people:
        work(small, person)
    Campaign.objects.update(per_article=2)
    recount(small.campaign)
    assert (states(small), counters(small)) == ([COUNTED, COUNTED, EXTRA], (2, 2, True))
    Campaign.objects.update(per_article=4)
    recount(small.campaign)
    assert (states(small), counters(small)) == ([COUNTED, COUNTED, COUNTED], (3, 3, False))


def test_everyone_are_those_who_take_part_now() -> None:
    """An article for everyone does not wait for somebody who was removed."""
    small = small_campaign(people=3, articles=1, distribution=Distribution.EVERYONE)
    work(small, small.people[0])
    work(small, small.people[1])
    assert counters(small) == (2, 2, False)
    for removed in (small.people[2], small.people[0]):
        CampaignParticipant.objects.filter(user=removed).update(removed_at=timezone.now())
    recount(small.campaign)
    assert counters(small) == (2, 2, True)


def test_leads_take_an_article_back() -> None:
    """It goes to somebody else; others may not do so, and what is handed in stays."""
    small = small_campaign(people=2, articles=1, per_article=1)
    ann, ben = small.people
    assignment = next_article(ann, small.campaign)
    with pytest.raises(PermissionRefused):
        give_back(ben, assignment)
    give_back(small.lead, assignment)
    give_back(small.lead, assignment)
    assert work(small, ben) == small.articles
    with pytest.raises(AlreadyHandedIn):
        give_back(small.lead, ArticleAssignment.objects.get(annotator=ben))
    assert refused(small, ann) == "nothing-left"
