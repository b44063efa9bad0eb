"""Which article somebody gets next."""

import pytest
from django.utils import timezone

from campaigns.assigning.actions import give_back, next_article
from campaigns.enums import ArticleOrder, AssignmentState, CampaignState, Distribution, Purpose
from campaigns.models import ArticleAssignment, Campaign, CampaignArticle, CampaignParticipant
from people.permissions import PermissionRefused
from tests.campaigns.assigning.working import hand_in, refused, wait, withdraw, work
from tests.campaigns.small import add_articles, small_campaign, write_key

pytestmark = pytest.mark.django_db


def test_the_order_is_the_one_of_the_list() -> None:
    """With an article for each person, each gets the next one."""
    small = small_campaign(per_article=1)
    got = [next_article(person, small.campaign).article for person in small.people]
    assert got == small.articles[:3]


def test_whoever_has_one_gets_it_again() -> None:
    """A second click changes nothing."""
    small = small_campaign()
    first = next_article(small.people[0], small.campaign)
    assert next_article(small.people[0], small.campaign) == first
    assert CampaignArticle.objects.get(pk=first.article_id).taken == 1


def test_only_who_got_it_sees_the_round() -> None:
    """The article's round has those as participants who got it."""
    small = small_campaign()
    assignment = next_article(small.people[0], small.campaign)
    assert list(assignment.article.round.participants.all()) == [small.people[0]]


def test_begun_articles_come_first() -> None:
    """What somebody else has begun is needed more than what nobody has."""
    small = small_campaign(per_article=2)
    begun = next_article(small.people[0], small.campaign).article
    CampaignArticle.objects.filter(pk=begun.pk).update(position=99)
    assert next_article(small.people[1], small.campaign).article == begun


def test_most_handed_in_come_before_others_that_were_begun() -> None:
    """What needs only one more hand-in comes before what needs two."""
    small = small_campaign(people=4)
    first, second = small.articles[:2]
    work(small, small.people[0], 2)
    ArticleAssignment.objects.filter(article=first).delete()
    CampaignArticle.objects.filter(pk=first.pk).update(counted=0)
    assert next_article(small.people[1], small.campaign).article == second


def test_no_more_people_than_needed() -> None:
    """The fourth person gets another article when three are needed."""
    small = small_campaign(people=4)
    got = [next_article(person, small.campaign).article for person in small.people]
    assert got == [small.articles[0]] * 3 + [small.articles[1]]


def test_nobody_gets_the_same_twice() -> None:
    """Four articles are four different ones, and then there is none left."""
    small = small_campaign()
    assert set(work(small, small.people[0], 4)) == set(small.articles)
    assert refused(small, small.people[0]) == "nothing-left"


def test_the_random_order_begins_elsewhere_for_each() -> None:
    """Each goes around the same circle from a place of their own."""
    small = small_campaign(people=1, distribution=Distribution.EVERYONE, order=ArticleOrder.RANDOM)
    for article, rank in zip(small.articles, (0.8, 0.2, 0.6, 0.4), strict=True):
        CampaignArticle.objects.filter(pk=article.pk).update(rank=rank)
    CampaignParticipant.objects.update(start_rank=0.5)
    one, two, three, four = small.articles
    assert work(small, small.people[0], 4) == [three, one, two, four]


def test_the_overlap_goes_to_everyone() -> None:
    """An article for everyone is taken by more people than others need."""
    small = small_campaign(people=3, articles=2, per_article=1)
    CampaignArticle.objects.filter(pk=small.articles[0].pk).update(for_everyone=True)
    for person in small.people:
        assert work(small, person) == [small.articles[0]]
    assert CampaignArticle.objects.get(pk=small.articles[0].pk).completed_at


def test_a_plan_is_followed() -> None:
    """Each gets what is planned for them, and nothing else."""
    small = small_campaign(distribution=Distribution.PLANNED)
    ann, ben = small.people[:2]
    plan = {"state": AssignmentState.PLANNED, "assigned_at": timezone.now()}
    ArticleAssignment.objects.create(article=small.articles[2], annotator=ann, **plan)
    assert work(small, ann) == [small.articles[2]]
    assert refused(small, ann) == refused(small, ben) == "nothing-left"
    assert CampaignArticle.objects.get(pk=small.articles[2].pk).completed_at


def test_a_maximum_for_each() -> None:
    """Nobody gets more than the campaign allows."""
    small = small_campaign(max_per_person=2)
    work(small, small.people[0], 2)
    assert refused(small, small.people[0]) == "maximum"


def test_an_even_share_for_each() -> None:
    """Four articles by two people each are shared by three: nobody does more than three."""
    small = small_campaign(per_article=2, share_evenly=True)
    work(small, small.people[0], 3)
    assert refused(small, small.people[0]) == "maximum"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (CampaignState.DRAFT, "not-started"),
        (CampaignState.PAUSED, "paused"),
        (CampaignState.FINISHED, "finished"),
    ],
)
def test_only_a_running_campaign_hands_out(state: CampaignState, code: str) -> None:
    """The refusal says what the state is."""
    small = small_campaign(state=state)
    assert refused(small, small.people[0]) == code


def test_a_pause_leaves_people_what_they_have() -> None:
    """Whoever has an article goes on with it."""
    small = small_campaign()
    assignment = next_article(small.people[0], small.campaign)
    Campaign.objects.update(state=CampaignState.PAUSED)
    assert next_article(small.people[0], small.campaign) == assignment


def test_practice_comes_first() -> None:
    """Who has not passed gets no real article; who has gets no practice article."""
    small = small_campaign(articles=1)
    [practice] = add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)
    write_key(small.lead, practice)
    assert refused(small, small.people[0]) == "practice-first"
    CampaignParticipant.objects.update(passed_at=timezone.now())
    assert work(small, small.people[0]) == small.articles
    assert refused(small, small.people[0]) == "nothing-left"


def test_who_does_not_take_part_gets_nothing() -> None:
    """Neither the lead nor somebody who was removed."""
    small = small_campaign()
    CampaignParticipant.objects.filter(user=small.people[0]).update(removed_at=timezone.now())
    for person in (small.lead, small.people[0]):
        with pytest.raises(PermissionRefused):
            next_article(person, small.campaign)


def test_others_have_what_is_left() -> None:
    """It may become free: the refusal says so."""
    small = small_campaign(articles=1, per_article=1)
    next_article(small.people[0], small.campaign)
    assert refused(small, small.people[1]) == "all-taken"


def test_control_articles_are_mixed_in() -> None:
    """Every second article is a control article, as long as there are any with a key, and everyone gets them."""
    small = small_campaign(people=2, articles=4, per_article=1, control_every=2)
    controls = add_articles(small.lead, small.campaign, 3, Purpose.CONTROL)
    for control in controls[:2]:
        write_key(small.lead, control)
    ann, ben = small.people
    one, two, three, four = small.articles
    assert work(small, ann, 5) == [one, controls[0], two, controls[1], three]
    assert work(small, ben, 3) == [four, controls[0], controls[1]]
    assert CampaignArticle.objects.get(pk=controls[0].pk).completed_at


def test_an_abandoned_article_goes_to_somebody_else() -> None:
    """After the time that the campaign sets, if nothing was done in it."""
    small = small_campaign(articles=1, per_article=1)
    ann, ben = small.people[:2]
    wait(next_article(ann, small.campaign))
    assert work(small, ben) == small.articles
    assert ArticleAssignment.objects.get(annotator=ann).state == AssignmentState.LAPSED


def test_who_works_keeps_the_article() -> None:
    """A change since then keeps it, however long ago it was handed out."""
    small = small_campaign(articles=1, per_article=1)
    ann, ben = small.people[:2]
    assignment = next_article(ann, small.campaign)
    hand_in(ann, assignment.article)
    wait(assignment)
    withdraw(ann, assignment.article)
    assert refused(small, ben) == "all-taken"


def test_an_article_that_was_given_back_is_free() -> None:
    """It goes to somebody else, and not to the same person again."""
    small = small_campaign(articles=1, per_article=1)
    ann, ben = small.people[:2]
    give_back(ann, next_article(ann, small.campaign))
    assert refused(small, ann) == "nothing-left"
    assert next_article(ben, small.campaign).article == small.articles[0]
