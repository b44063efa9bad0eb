"""What campaigns hold of somebody, and what happens to it when they leave their team or are erased."""

import pytest

from annotate.annotations.actions import submit_layer
from annotate.privacy.erasure import erase_person
from campaigns.enums import AssignmentState
from campaigns.events import PEOPLE_ADDED, PERSON_EXCLUDED, log_event
from campaigns.models import ArticleAssignment, CampaignArticle, CampaignEvent
from campaigns.setup.actions import add_articles, add_participants, remove_participant
from people.actions.teams import remove_member, set_role
from people.permissions import Role
from people.personal_data import registered_personal_data
from tests.campaigns.setup.desk import Desk, desk, hand_out
from tests.world import mark

pytestmark = pytest.mark.django_db


def worked_desk() -> Desk:
    """Return a desk where each article needs one; the first annotator has handed one in, and has another."""
    here = desk(people=2, texts=2, per_article=1)
    add_participants(here.lead, here.campaign, here.people)
    add_articles(here.lead, here.campaign, here.texts)
    done, begun = here.articles
    for article in (done, begun):
        hand_out(article, here.people[0])
        mark(here.people[0], article.round, "a disgrace", "opinion")
    submit_layer(here.people[0], done.round)
    return here


def counters(here: Desk) -> list[tuple[int, int, bool]]:
    """Return how many have each article, how many hand-ins count, and whether it is complete."""
    return [(one.taken, one.counted, one.completed_at is not None) for one in here.articles]


def test_people_get_what_is_held_of_them() -> None:
    here = worked_desk()
    [held] = registered_personal_data(here.people[0], here.team)["campaigns"]
    assert held["campaign"] == "Quillmouth"
    assert [(one["article"], one["state"]) for one in held["articles"]] == [
        ("Quillmouth 1", "handed in"),
        ("Quillmouth 2", "open"),
    ]
    assert "campaigns" not in registered_personal_data(here.people[0])
    assert "campaigns" not in registered_personal_data(here.lead, here.team)


@pytest.mark.parametrize(("keeps", "expected"), [(True, (1, 1, True)), (False, (0, 0, False))])
def test_work_of_those_who_are_erased_counts_if_it_is_kept(
    keeps: bool, expected: tuple[int, int, bool]
) -> None:
    here = worked_desk()
    person = here.people[0].pk
    remove_participant(here.lead, here.campaign.participants.get(user=here.people[1]))
    add_participants(here.lead, here.campaign, [here.people[1]])
    erase_person(here.lead, here.team, here.people[0], keeps)
    assert counters(here) == [expected, (0, 0, False)]
    assert not ArticleAssignment.objects.filter(annotator=person).exists()
    assert not here.campaign.participants.filter(user=person).exists()
    logged = CampaignEvent.objects.filter(campaign=here.campaign, verb=PEOPLE_ADDED).order_by("pk")
    assert [event.payload["people"] for event in logged] == [[here.people[1].pk], [here.people[1].pk]]


def test_the_log_names_nobody_who_is_erased() -> None:
    here = worked_desk()
    person = here.people[0]
    log_event(here.campaign, person, PERSON_EXCLUDED, person=person.pk)
    erase_person(here.lead, here.team, person, keep_annotations=True)
    event = CampaignEvent.objects.get(verb=PERSON_EXCLUDED)
    assert (event.actor, event.payload) == (None, {"person": None})


@pytest.mark.parametrize("leave", ["removed", "viewer"])
def test_what_somebody_has_goes_to_others_when_they_can_no_longer_annotate(leave: str) -> None:
    here = worked_desk()
    if leave == "removed":
        remove_member(here.lead, here.team, here.people[0])
    else:
        set_role(here.lead, here.team, here.people[0], Role.VIEWER)
    assert here.campaign.participants.get(user=here.people[0]).removed_at
    assert counters(here) == [(1, 1, True), (0, 0, False)]
    assert set(ArticleAssignment.objects.values_list("state", flat=True)) == {
        AssignmentState.COUNTED,
        AssignmentState.LAPSED,
    }


def test_whoever_gets_another_role_that_annotates_stays() -> None:
    here = worked_desk()
    set_role(here.lead, here.team, here.people[0], Role.EDITOR)
    assert here.campaign.participants.get(user=here.people[0]).removed_at is None
    assert CampaignArticle.objects.filter(taken=1).count() == 2
