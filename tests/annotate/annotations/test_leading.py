"""Where everybody works alone nobody reads how much others have highlighted, and then highlights along."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest

from annotate.annotations.leading import HIGHLIGHTS_ALONG, LEADS_ALONE
from annotate.enums import RoundMode, RoundState
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.problems import check_problem
from tests.world import World, annotation_input, mark


@pytest.fixture
def blind(world: World) -> Round:
    """The pupil has highlighted twice."""
    round_ = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    mark(world.pupil, round_, "Taxes fell", "opinion")
    mark(world.pupil, round_, "Nobody should be surprised by that", "opinion")
    return round_


def numbers(world: World, round_: Round, who: str) -> list[Any]:
    """What ``who`` reads of how much the pupil has done, in every place in which it stands."""
    client = world.client(who)
    rows = client.get(f"/api/v1/teams/{world.team.pk}/progress/").json()["results"]
    (cell,) = [
        cell
        for row in rows
        if row["person"]["id"] == world.pupil.pk
        for cell in row["rounds"]
        if cell["round"] == round_.pk
    ]
    assert cell["state"] in ("started", "handed in")
    sheet = client.get(f"/teams/{world.team.pk}/progress.csv").content.decode("utf-8-sig")
    (line,) = [
        line
        for line in csv.DictReader(io.StringIO(sheet))
        if (line["person"], line["round"]) == ("pupil", str(round_.pk))
    ]
    Round.objects.exclude(pk=round_.pk).filter(text__article__team=world.team).delete()
    pages = [
        "2 highlights" in client.get(url).content.decode()
        for url in (f"/teams/{world.team.pk}/rounds/", f"/rounds/{round_.pk}/about/")
    ]
    reached = None if cell["reached"] is None else round(cell["reached"], 2)
    return [cell["marks"], reached, line["marks"] or None, line["reached"] or None, *pages]


def lead(world: World, round_: Round, who: str) -> Any:
    """Say by the API that one leads and does not highlight along."""
    return world.client(who).put(f"/api/v1/rounds/{round_.pk}/leading/")


@pytest.mark.parametrize("who", ["teacher", "colleague"])
def test_who_may_still_highlight_reads_no_numbers(world: World, blind: Round, who: str) -> None:
    assert numbers(world, blind, who) == [None, None, None, None, False, False]


@pytest.mark.parametrize("who", ["teacher", "colleague"])
def test_who_leads_reads_them_and_does_not_highlight(world: World, blind: Round, who: str) -> None:
    assert lead(world, blind, who).status_code == 204
    assert lead(world, blind, who).status_code == 204
    assert list(blind.changes.filter(verb="round.lead").values_list("actor__name", flat=True)) == [who]
    client = world.client(who)
    assert client.get(f"/rounds/{blind.pk}/").context["data"]["mayMark"] is False
    for answer in (
        client.put(
            f"/api/v1/rounds/{blind.pk}/annotations/{uuid4()}/",
            vars(annotation_input(blind, "globalist")),
            content_type="application/json",
        ),
        client.put(f"/api/v1/rounds/{blind.pk}/submission/"),
    ):
        assert check_problem(answer, 403, "refused")["detail"] == LEADS_ALONE
    assert numbers(world, blind, who) == [2, 1.0, "2", "1.00", True, True]


def test_who_highlights_does_not_lead(world: World, blind: Round) -> None:
    mark(world.colleague, blind, "globalist", "opinion")
    problem = check_problem(lead(world, blind, "colleague"), 403, "refused")
    assert problem["detail"] == HIGHLIGHTS_ALONG
    assert numbers(world, blind, "colleague") == [None, None, None, None, False, False]


@pytest.mark.parametrize("who", ["pupil", "classmate", "viewer"])
def test_it_is_for_who_runs_the_exercise(world: World, blind: Round, who: str) -> None:
    assert lead(world, blind, who).status_code == 403


def test_by_buttons(world: World, blind: Round) -> None:
    client = world.client("teacher")
    page = client.get(f"/rounds/{blind.pk}/about/").content.decode()
    assert f'action="/rounds/{blind.pk}/lead/"' in page
    assert client.post(f"/rounds/{blind.pk}/lead/", follow=True).status_code == 200
    assert "2 highlights" in client.get(f"/rounds/{blind.pk}/about/").content.decode()
    # The class's page asks for all exercises at once, but for those in which one highlights.
    colleague = world.client("colleague")
    other = create_round(world.teacher, world.text, RoundSettings(mode=RoundMode.INDEPENDENT))
    mark(world.colleague, other, "globalist", "opinion")
    assert (
        f'action="/teams/{world.team.pk}/lead/"'
        in colleague.get(f"/teams/{world.team.pk}/rounds/").content.decode()
    )
    colleague.post(f"/teams/{world.team.pk}/lead/")
    page = colleague.get(f"/teams/{world.team.pk}/rounds/").content.decode()
    assert "2 highlights" in page
    assert f'action="/teams/{world.team.pk}/lead/"' not in page
    assert not other.changes.filter(verb="round.lead").exists()


def test_where_nothing_is_hidden_nobody_is_asked(world: World, blind: Round) -> None:
    transition_round(world.teacher, blind, RoundState.REVEALED)
    assert numbers(world, blind, "colleague") == [2, 1.0, "2", "1.00", True, True]
