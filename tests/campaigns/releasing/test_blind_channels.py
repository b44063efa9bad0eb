"""Every address of the site, asked about an article of a campaign by others who annotate there, and by who leads it.

It goes the way of ``tests/annotate/test_blind_channels.py``: what the pupil made is full of probes.
"""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import LayerKind, RoundState
from annotate.models import Round
from annotate.rounds.releasing import release_round, reveal_released
from campaigns.enums import Purpose
from campaigns.models import ArticleAssignment, CampaignArticle
from tests.annotate.test_blind_channels import answers, close_gaps, probes_in
from tests.campaigns.rows import campaign_row
from tests.routes import ABOUT, TABLE
from tests.world import World, annotation_input, mark

# What speaks of articles, rounds, people or campaigns; no campaign is part of an assignment.
ROUTES = {
    row.route
    for row in TABLE
    if row.method == "GET"
    and row.route.split(":")[0] in ("annotate", "api", "articles", "reports", "campaigns")
    and not re.search("assignment|set|class|lesson|worksheet|picture|codebook|hint", row.route + row.about)
}


@pytest.fixture
def blind(world: World) -> World:
    """A campaign whose article the pupil and the classmate have; the pupil has left probes in it, and handed in."""
    campaign = campaign_row(world)
    campaign.participants.create(user=world.classmate)
    article = campaign.articles.get()
    round_ = Round.objects.select_related("text__article__team").get(pk=article.round_id)
    world.round.delete()
    world.draft.delete()
    for person in (world.pupil, world.classmate):
        round_.participants.add(person)
        ArticleAssignment.objects.create(article=article, annotator=person, assigned_at=timezone.now())
    mark(world.pupil, round_, "Nobody should be surprised by that", "factual-claim", note="probe-note")
    loaded = {"neutral": "probe-detail"}
    claim = mark(world.pupil, round_, "globalist", "loaded-language", details=loaded)
    url = f"/api/v1/rounds/{round_.pk}/comments/{uuid4()}/"
    sent = {"annotation": claim.pk, "body": "probe-comment"}
    assert world.client("pupil").put(url, sent, content_type="application/json").status_code == 201
    submit_layer(world.pupil, round_)
    mark(world.classmate, round_, "A second line", "opinion")
    blind = replace(world, round=Round.objects.get(pk=round_.pk))
    # There before anything is asked for: PostgreSQL would number another one each time.
    for about in ("teacher's import", "upload"):
        ABOUT[about](blind)
    return blind


def forget_the_pupil(world: World) -> None:
    """Make it so that the pupil never had the article."""
    world.round.layers.filter(annotator=world.pupil).delete()
    world.round.participants.remove(world.pupil)
    ArticleAssignment.objects.filter(annotator=world.pupil).delete()
    CampaignArticle.objects.update(taken=1, counted=0, completed_at=None)
    close_gaps(world.round)


def make_control(world: World) -> None:
    """Make the article a control article with an answer key."""
    CampaignArticle.objects.update(purpose=Purpose.CONTROL)
    content = annotation_input(world.round, "surprised", "opinion", note="probe-note", answer={})
    put_annotation(world.teacher, world.round, uuid4(), content, LayerKind.KEY)


def test_who_annotates_learns_nothing_of_others_nor_of_control_articles(blind: World) -> None:
    busy = answers(blind, "classmate", routes=ROUTES)
    assert {row: found for row, (_s, _h, text) in busy.items() if (found := probes_in(text))} == {}
    make_control(blind)
    control = answers(blind, "classmate", routes=ROUTES)
    assert {row for row in busy if busy[row] != control[row]} == set()
    forget_the_pupil(blind)
    calm = answers(blind, "classmate", routes=ROUTES)
    assert {row for row in busy if busy[row] != calm[row]} == set()


def test_who_leads_sees_only_what_is_released(blind: World) -> None:
    hidden = answers(blind, "teacher", routes=ROUTES)
    assert {row: found for row, (_s, _h, text) in hidden.items() if (found := probes_in(text))} == {}
    release_round(blind.teacher, blind.round)
    shown = answers(blind, "teacher", routes=ROUTES)
    telling = {row.split()[1] for row, (_s, _h, text) in shown.items() if probes_in(text)}
    assert {
        "annotate:annotate",
        "api:annotations",
        "api:changes",
        "api:comments",
        "reports:report",
    } <= telling
    theirs = answers(blind, "classmate", routes=ROUTES)
    assert {row: found for row, (_s, _h, text) in theirs.items() if (found := probes_in(text))} == {}


def test_who_leads_is_not_told_how_much_is_highlighted(blind: World) -> None:
    busy = answers(blind, "teacher", routes=ROUTES)
    marks = blind.round.layers.get(annotator=blind.pupil).annotations
    marks.exclude(note="probe-note").delete()
    blind.round.changes.filter(actor=blind.pupil, verb="mark.put").delete()
    close_gaps(blind.round)
    calm = answers(blind, "teacher", routes=ROUTES)
    assert {row for row in busy if busy[row] != calm[row]} == set()


def test_a_link_to_a_report_has_nothing_that_is_released_to_leads_alone(blind: World) -> None:
    release_round(blind.teacher, blind.round)
    client, url = blind.client("teacher"), f"/api/v1/articles/{blind.article.pk}/report.json"
    assert probes_in(client.get(url).content.decode())
    page = client.post(f"/articles/{blind.article.pk}/report/share/", {"days": 7, "names": "on"})
    link = page.context["link"]
    path = link.split("testserver", 1)[1]
    shared = blind.client("nobody").get(path)
    assert shared.status_code == 200
    assert probes_in(shared.content.decode()) == []
    reveal_released(blind.teacher, Round.objects.get(pk=blind.round.pk))
    assert Round.objects.get(pk=blind.round.pk).state == RoundState.REVEALED
    assert probes_in(blind.client("nobody").get(path).content.decode())


def test_a_file_of_everything_names_nobody_else_who_has_the_article(blind: World) -> None:
    url = f"/api/v1/articles/{blind.article.pk}/report.claimlight"
    record = blind.client("classmate").get(url)
    assert record.status_code == 200
    assert [person["name"] for person in record.json()["people"]] == [blind.classmate.name]
