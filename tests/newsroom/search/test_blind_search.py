"""Search tells nothing that is hidden: not on its page, not through the API, not in a file, and not by a count.

The pupil's work is full of words that stand nowhere else.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from annotate.annotations.actions import put_annotation
from annotate.enums import LayerKind, RoundMode, RoundState
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from annotate.rounds.releasing import release_round
from campaigns.models import ArticleAssignment
from newsroom.search.indexing.actions import index_pending
from tests.campaigns.rows import campaign_row
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db
OTHERS = ("teacher", "colleague", "classmate", "viewer")
PROBES = ("probenote", "probesource", "Taxes")


def page_of(world: World, role: str, word: str) -> str:
    """Return the page, without what differs each time and the word that was asked for."""
    index_pending()
    text = world.client(role).get(f"/teams/{world.team.pk}/search/?q={word}").content.decode()
    return re.sub(r"csrfmiddlewaretoken\W+value=.\w+", "", text)


def api_of(world: World, role: str, word: str) -> list[Any]:
    """Return what the API finds."""
    index_pending()
    results = world.client(role).get(f"/api/v1/teams/{world.team.pk}/search/?q={word}").json()["results"]
    return [(result["kind"], result["annotator"], result["excerpts"]) for result in results]


def count_of(world: World, role: str, word: str) -> Any:
    """Return how much there is, by the API and by the page."""
    index_pending()
    answer = world.client(role).get(f"/api/v1/teams/{world.team.pk}/search/?q={word}&limit=1").json()
    return answer["count"], answer["more"], answer["next"] is None


def file_of(world: World, role: str, word: str) -> str:
    """Return the file."""
    index_pending()
    response = world.client(role).get(f"/teams/{world.team.pk}/search/results.csv?q={word}")
    return response.content.decode()


CHANNELS = {"page": page_of, "API": api_of, "count": count_of, "file": file_of}


@pytest.fixture(params=CHANNELS.values(), ids=CHANNELS)
def channel(request: pytest.FixtureRequest) -> Callable[[World, str, str], Any]:
    return request.param


def answers(world: World, channel: Callable[[World, str, str], Any], roles: tuple[str, ...]) -> list[Any]:
    return [channel(world, role, word) for role in roles for word in PROBES]


def leave_probes(world: World, round_: Round) -> None:
    """Let the pupil leave words everywhere that stand nowhere else, and one highlight of words of the text."""
    mark(world.pupil, round_, "Nobody should be", "opinion", note="probenote")
    source = {"source": "probesource"}
    mark(world.pupil, round_, "Taxes fell", "attributed-allegation", details=source)


def set_up(world: World, mode: RoundMode) -> Round:
    world.round.delete()
    return create_round(world.teacher, world.text, RoundSettings(mode))


@pytest.mark.parametrize("mode", [RoundMode.INDEPENDENT, RoundMode.GROUPS])
def test_nobody_else_finds_what_a_round_hides(world: World, mode: RoundMode, channel: Any) -> None:
    round_ = set_up(world, mode)
    if mode == RoundMode.GROUPS:
        groups = [GroupInput(members=(person.pk,)) for person in (world.pupil, world.classmate)]
        set_groups(world.teacher, round_, groups)
    calm = answers(world, channel, OTHERS)
    own = answers(world, channel, ("pupil",))
    leave_probes(world, round_)
    assert answers(world, channel, OTHERS) == calm
    assert answers(world, channel, ("pupil",)) != own
    Round.objects.filter(pk=round_.pk).update(state=RoundState.REVEALED)
    assert all(now != then for now, then in zip(answers(world, channel, OTHERS), calm, strict=True))


def test_the_same_group_finds_it(world: World, channel: Any) -> None:
    round_ = set_up(world, RoundMode.GROUPS)
    set_groups(world.teacher, round_, [GroupInput(members=(world.pupil.pk, world.classmate.pk))])
    calm = answers(world, channel, ("classmate", "teacher"))
    leave_probes(world, round_)
    busy = answers(world, channel, ("classmate", "teacher"))
    assert [now != then for now, then in zip(busy, calm, strict=True)] == [True] * 3 + [False] * 3


def test_who_leads_a_campaign_finds_what_is_released(world: World, channel: Any) -> None:
    campaign_row(world).participants.create(user=world.classmate)
    round_ = Round.objects.select_related("text__article__team").get(invitation_only=True)
    world.round.delete()
    for person in (world.pupil, world.classmate):
        round_.participants.add(person)
        article = campaign_row(world).articles.get()
        ArticleAssignment.objects.create(article=article, annotator=person, assigned_at=timezone.now())
    calm = answers(world, channel, OTHERS)
    leave_probes(world, round_)
    assert answers(world, channel, OTHERS) == calm
    release_round(world.teacher, round_)
    released = answers(world, channel, OTHERS)
    assert [now != then for now, then in zip(released, calm, strict=True)] == [True] * 6 + [False] * 6


def test_nobody_finds_answer_keys_or_work_in_drafts(world: World, channel: Any) -> None:
    calm = answers(world, channel, ("pupil", *OTHERS))
    content = annotation_input(world.round, "Taxes fell", "opinion", note="probenote", answer={})
    put_annotation(
        world.teacher, world.round, world.annotations["claim"].pk.__class__(int=9), content, LayerKind.KEY
    )
    assert answers(world, channel, ("pupil", *OTHERS)) == calm
    mark(world.pupil, world.round, "Taxes fell", "opinion", note="probenote")
    Round.objects.filter(pk=world.round.pk).update(state=RoundState.DRAFT)
    hidden = [channel(world, "viewer", "probenote"), channel(world, "classmate", "probenote")]
    Round.objects.filter(pk=world.round.pk).update(state=RoundState.OPEN)
    assert hidden != [channel(world, "viewer", "probenote"), channel(world, "classmate", "probenote")]
    world.round.delete()
    assert hidden == [channel(world, "viewer", "probenote"), channel(world, "classmate", "probenote")]


def test_who_leaves_the_team_searches_no_more(world: World) -> None:
    index_pending()
    assert world.client("classmate").get(f"/teams/{world.team.pk}/search/?q=taxes").status_code == 200
    world.team.memberships.filter(user=world.classmate).delete()
    assert world.client("classmate").get(f"/teams/{world.team.pk}/search/?q=taxes").status_code == 404
