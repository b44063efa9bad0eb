"""The rounds of campaigns: who sees them and what is in them, and that only their campaign changes them."""

from collections.abc import Callable

import pytest
from django.test import Client

from annotate.access import (
    BelongsToCampaign,
    RoundNotFound,
    can_see_layer,
    get_round,
    hides_from,
    rounds_in,
    rounds_on,
    rounds_visible_to,
    visible_layers,
)
from annotate.annotations.actions import REFUSALS, RoundClosed, withdraw_submission
from annotate.annotations.leading import start_leading
from annotate.due_date import Refusal
from annotate.enums import LayerKind, RoundState
from annotate.models import Layer, Round
from annotate.privacy.retention import idle_rounds
from annotate.rounds.actions import delete_round, settings_of, transition_round, update_round
from annotate.rounds.releasing import release_round, reveal_released
from annotate.rounds.reminders import send_reminders
from people.models import User
from people.permissions import PermissionRefused
from reports.archive.load import load_article
from reports.models import Import
from tests.campaigns.small import SmallCampaign, hand_in, small_campaign
from tests.world import World, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def small() -> SmallCampaign:
    """A campaign with two people, who have both handed in its article."""
    small = small_campaign(people=3, articles=1)
    for person in small.people[:2]:
        hand_in(person, small.articles[0])
    return small


def round_of(small: SmallCampaign) -> Round:
    return Round.objects.select_related("text__article__team").get(pk=small.articles[0].round_id)


def readers(user: User, round_: Round) -> set[int | None]:
    """Whose highlights ``user`` sees, which has to be the same however it is asked."""
    in_one = set(visible_layers(user, round_).values_list("annotator", flat=True))
    in_many = visible_layers(user, Round.objects.filter(pk=round_.pk)).values_list("annotator", flat=True)
    layers = Layer.objects.filter(round=round_, kind=LayerKind.READER)
    assert in_one == set(in_many)
    assert in_one == {layer.annotator_id for layer in layers if can_see_layer(user, round_, layer)}
    assert hides_from(user, round_) == (len(in_one) < layers.count())
    return in_one


def test_only_who_was_given_an_article_sees_its_round(small: SmallCampaign) -> None:
    round_ = round_of(small)
    first, _second, third = small.people
    assert get_round(first, round_.pk) == round_
    assert round_ in rounds_visible_to(first)
    with pytest.raises(RoundNotFound):
        get_round(third, round_.pk)
    assert round_ not in rounds_visible_to(third)
    round_.participants.clear()
    with pytest.raises(RoundNotFound):
        get_round(first, round_.pk)
    assert round_ not in rounds_visible_to(first)


def test_leads_see_what_is_released_and_others_only_their_own(small: SmallCampaign) -> None:
    first, second, _third = small.people
    both = {first.pk, second.pk}
    assert (readers(small.lead, round_of(small)), readers(first, round_of(small))) == (set(), {first.pk})
    assert release_round(small.lead, round_of(small))
    assert (readers(small.lead, round_of(small)), readers(first, round_of(small))) == (both, {first.pk})
    assert reveal_released(small.lead, round_of(small))
    assert (readers(small.lead, round_of(small)), readers(first, round_of(small))) == (both, both)


def test_nobody_goes_on_once_it_is_released(small: SmallCampaign) -> None:
    release_round(small.lead, round_of(small))
    with pytest.raises(RoundClosed, match=REFUSALS[Refusal.CLOSED]):
        withdraw_submission(small.people[0], round_of(small))


def test_releasing_is_logged_once(small: SmallCampaign) -> None:
    round_ = round_of(small)
    assert [release_round(small.lead, round_of(small)) for _time in range(2)] == [True, False]
    assert [reveal_released(small.lead, round_of(small)) for _time in range(2)] == [True, False]
    assert not release_round(small.lead, round_of(small))
    moves = round_.changes.filter(verb="round.move").order_by("seq")
    assert [change.payload["state"] for change in moves] == ["released", "revealed"]


def test_only_who_manages_the_campaign_releases_and_nothing_else_is_released(
    small: SmallCampaign, world: World
) -> None:
    with pytest.raises(PermissionRefused):
        release_round(small.people[0], round_of(small))
    with pytest.raises(PermissionRefused):
        reveal_released(small.lead, round_of(small))
    with pytest.raises(PermissionRefused):
        release_round(world.teacher, world.round)


@pytest.mark.parametrize(
    "change",
    [
        lambda user, round_: transition_round(user, round_, RoundState.CLOSED),
        lambda user, round_: transition_round(user, round_, RoundState.REVEALED),
        lambda user, round_: update_round(user, round_, settings_of(round_)),
        delete_round,
        start_leading,
        lambda user, round_: send_reminders(user, round_, "https://desk.example/"),
    ],
    ids=["close", "reveal", "set", "delete", "lead", "remind"],
)
def test_only_the_campaign_changes_its_rounds(
    small: SmallCampaign, change: Callable[[User, Round], object]
) -> None:
    with pytest.raises(BelongsToCampaign):
        change(small.lead, round_of(small))
    assert round_of(small).state == RoundState.OPEN


def test_who_leads_highlights_only_what_was_given_to_them(small: SmallCampaign) -> None:
    with pytest.raises(PermissionRefused, match="once the campaign gives it to you"):
        mark(small.lead, round_of(small), "shameful", "opinion")
    round_of(small).participants.add(small.lead)
    assert mark(small.lead, round_of(small), "shameful", "opinion")


def test_lists_of_exercises_leave_it_out_and_its_article_does_not(small: SmallCampaign) -> None:
    round_ = round_of(small)
    for person in (small.lead, small.people[0]):
        assert list(rounds_in(person, small.team)) == []
        assert list(rounds_on(person, round_.text.article)) == [round_]
    small.team.retention_days = 0
    assert list(idle_rounds(small.team, round_.created_at.replace(year=2100))) == []


def test_a_file_brings_no_released_round(small: SmallCampaign) -> None:
    """Nobody could reveal it: only the campaign can, and it is not in the file."""
    release_round(small.lead, round_of(small))
    client = Client()
    client.force_login(small.lead)
    article = round_of(small).text.article
    record = client.get(f"/api/v1/articles/{article.pk}/report.claimlight").json()
    assert record["rounds"][0]["state"] == "released"
    article.delete()
    people = {user.name: user for user in (small.lead, *small.people)}
    import_ = Import.objects.create(owner=small.lead, team=small.team)
    load_article(small.lead, import_, record, people)
    assert Round.objects.get(text__article__team=small.team).state == RoundState.CLOSED
