"""A teacher comments on a hand-in and sets its score: the pupil sees both, classmates see nothing of it."""

import io
import json
import re
import zipfile
from typing import Any

import pytest

from annotate.access import changes_since_by_round
from annotate.enums import Feedback
from annotate.models import HandInReview, Round
from annotate.privacy.erasure import erase_person
from annotate.reviews.actions import put_review
from reports.archive.dump import dump_article
from reports.options import ReportOptions
from tests.reports.results.exercise import reveal, set_exercise
from tests.world import World

COMMENT = "You read the second half very closely."


@pytest.fixture
def revealed(world: World) -> Round:
    """The exercise after its reveal."""
    return reveal(world, set_exercise(world))


@pytest.fixture
def reviewed(world: World, revealed: Round) -> Round:
    """The exercise in which the pupil's hand-in has a comment and a score."""
    write(world, revealed)
    return revealed


def write(world: World, round_: Round, **sent: Any) -> Any:
    """Write the review of the pupil's hand-in."""
    sent = {"comment": COMMENT, "score": 0.8} | sent
    url = f"/api/v1/rounds/{round_.pk}/results/{world.pupil.pk}/review/"
    return world.client("teacher").put(url, sent, content_type="application/json")


def test_the_pupil_sees_comment_and_score_and_the_computed_one_stays(world: World, reviewed: Round) -> None:
    feedback = world.client("pupil").get(f"/api/v1/rounds/{reviewed.pk}/feedback/").json()
    assert (feedback["review"]["comment"], feedback["review"]["score"]) == (COMMENT, 0.8)
    assert feedback["score"] == pytest.approx(2 / 6)
    page = world.client("pupil").get(f"/rounds/{reviewed.pk}/feedback/").content.decode()
    assert COMMENT in page[page.index("data-review") :]
    assert "80 %" in page[page.index("data-set-score") :]
    assert "33 %" in page
    people = world.client("teacher").get(f"/api/v1/rounds/{reviewed.pk}/results/").json()["people"]
    row = {row["name"]: row for row in people}["pupil"]
    assert (row["score"], row["comment"]) == (0.8, COMMENT)
    assert row["computed"] == pytest.approx(2 / 6)


def test_it_is_seen_where_the_exercise_gives_no_feedback(world: World) -> None:
    round_ = reveal(world, set_exercise(world, feedback=Feedback.NONE))
    write(world, round_)
    page = world.client("pupil").get(f"/rounds/{round_.pk}/feedback/").content.decode()
    assert COMMENT in page
    assert "33 %" not in page
    assert (
        f"/rounds/{round_.pk}/feedback/"
        in world.client("pupil").get(f"/rounds/{round_.pk}/about/").content.decode()
    )


@pytest.mark.parametrize("who", ["classmate", "viewer"])
def test_nobody_else_learns_of_it_in_any_channel(world: World, reviewed: Round, who: str) -> None:
    client = world.client(who)
    for path in (
        f"/api/v1/rounds/{reviewed.pk}/changes/",
        f"/api/v1/rounds/{reviewed.pk}/feedback/",
        f"/rounds/{reviewed.pk}/feedback/",
        f"/api/v1/articles/{reviewed.text.article_id}/report.claimlight",
        f"/api/v1/articles/{reviewed.text.article_id}/report.json",
    ):
        text = client.get(path).content.decode()
        assert COMMENT not in text, path
        assert "layer.review" not in text, path
    record = json.dumps(dump_article(getattr(world, who), reviewed.text.article, ReportOptions()))
    assert COMMENT not in record
    assert "layer.review" not in record


def test_no_stream_of_changes_carries_it(world: World, revealed: Round) -> None:
    revealed.refresh_from_db()
    before = {revealed.pk: revealed.last_seq}
    write(world, revealed)
    last, rows = changes_since_by_round([revealed.pk], before)[revealed.pk]
    assert last == before[revealed.pk] + 1
    assert rows == []


def test_the_log_says_who_set_which_score(world: World, reviewed: Round) -> None:
    changes = world.client("teacher").get(f"/api/v1/rounds/{reviewed.pk}/changes/").json()["results"]
    assert changes[-1]["verb"] == "layer.review"
    assert changes[-1]["payload"] == {"annotator": world.pupil.pk, "score": 0.8, "comment": True}
    own = world.client("pupil").get(f"/api/v1/rounds/{reviewed.pk}/changes/").json()["results"]
    assert own[-1]["verb"] == "layer.review"


def test_it_is_removed_and_saving_nothing_removes_it(world: World, reviewed: Round) -> None:
    url = f"/api/v1/rounds/{reviewed.pk}/results/{world.pupil.pk}/review/"
    for _ in range(2):
        assert world.client("teacher").delete(url).status_code == 204
    assert not HandInReview.objects.exists()
    write(world, reviewed)
    page = f"/rounds/{reviewed.pk}/results/{world.pupil.pk}/review/"
    assert world.client("teacher").post(page, {"comment": " ", "percent": ""}).status_code == 302
    assert not HandInReview.objects.exists()


def test_saving_the_same_again_changes_nothing(world: World, reviewed: Round) -> None:
    before = reviewed.changes.count()
    write(world, reviewed)
    assert reviewed.changes.count() == before


def test_the_form_keeps_what_is_refused(world: World, revealed: Round) -> None:
    page = f"/rounds/{revealed.pk}/results/{world.pupil.pk}/review/"
    reply = world.client("teacher").post(page, {"comment": COMMENT, "percent": "101"})
    assert reply.status_code == 422
    assert COMMENT in reply.content.decode()
    assert write(world, revealed, comment="x" * 2001).status_code == 400
    assert write(world, revealed, score=1.5).status_code == 400
    assert not HandInReview.objects.exists()


def test_the_page_of_one_person_shows_both_lanes_and_every_outcome(world: World, revealed: Round) -> None:
    client = world.client("teacher")
    page = client.get(f"/rounds/{revealed.pk}/results/{world.pupil.pk}/").content.decode()
    assert page.count('<mark class="work ') == 3
    assert page.count('<mark class="key ') == 3
    listed = re.findall(r'<li id="outcome-\d+" class="([a-z-]+)"', page)
    assert listed == ["wrong-tag", "missed", "found", "extra"]
    assert page.count('id="outcome-') == page.count('id="in-text-') == 4
    # The neighbours are in the order of the table: the classmate comes first.
    assert f'rel="prev" href="/rounds/{revealed.pk}/results/{world.classmate.pk}/"' in page
    assert 'rel="next"' not in page


def test_somebody_without_highlights_here_has_no_page(world: World, revealed: Round) -> None:
    for person in (world.viewer.pk, world.stranger.pk, 987_654_321):
        assert world.client("teacher").get(f"/rounds/{revealed.pk}/results/{person}/").status_code == 404


def held_by(world: World, who: str, person: Any) -> Any:
    """Return the reviews in what is held of a person."""
    reply = world.client(who).get(f"/api/v1/teams/{world.team.pk}/members/{person.pk}/held.zip")
    return json.loads(zipfile.ZipFile(io.BytesIO(reply.content)).read("reviews.json"))


def test_it_belongs_to_what_is_held_of_both(world: World, reviewed: Round) -> None:
    for person in (world.pupil, world.teacher):
        (row,) = held_by(world, "teacher", person)
        assert (row["comment"], row["score"]) == (COMMENT, 0.8)
    assert held_by(world, "classmate", world.classmate) == []


@pytest.mark.parametrize("keep", [True, False])
def test_it_goes_with_the_person_even_if_their_highlights_stay(
    world: World, reviewed: Round, keep: bool
) -> None:
    erase_person(world.teacher, world.team, world.pupil, keep)
    assert not HandInReview.objects.exists()
    (change,) = reviewed.changes.filter(verb="layer.review")
    assert change.payload == {"annotator": None, "score": None, "comment": False}


def test_it_stays_without_a_name_when_the_reviewer_goes(world: World, revealed: Round) -> None:
    layer = revealed.layers.get(annotator=world.pupil)
    put_review(world.colleague, revealed, layer, COMMENT, None)
    erase_person(world.teacher, world.team, world.colleague, True)
    review = HandInReview.objects.get()
    assert (review.comment, review.reviewer) == (COMMENT, None)
