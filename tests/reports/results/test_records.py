"""Our own complete file has what was changed in a key and why, and what teachers wrote on hand-ins."""

import jsonschema_rs
import pytest

from annotate.annotations.key_changes import accept_tag, add_answer
from annotate.models import HandInReview, Round
from annotate.reviews.actions import put_review
from people.actions.accounts import add_member, create_team
from people.permissions import Role
from reports.formats.record_validation import SCHEMA
from tests.reports.archive.test_archive import imported, record
from tests.reports.results.exercise import WHY, answer_on, reveal, set_exercise
from tests.world import World

COMMENT = "You read closely."


@pytest.fixture
def reviewed(world: World) -> Round:
    """An exercise with a changed key and a review."""
    round_ = reveal(world, set_exercise(world))
    accept_tag(world.teacher, round_, answer_on(round_, "globalist").pk, "opinion", WHY)
    add_answer(world.teacher, round_, 0, 8, "opinion", "")
    put_review(world.teacher, round_, round_.layers.get(annotator=world.pupil), COMMENT, 0.5)
    return round_


def test_they_are_as_the_schema_says_and_come_back(world: World, reviewed: Round) -> None:
    before = record(world.teacher, world.article, f"?round={reviewed.pk}")
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(before)
    team = create_team(world.teacher, "Another class")
    for person, role in ((world.pupil, Role.ANNOTATOR), (world.classmate, Role.ANNOTATOR)):
        add_member(team, person, role)
    assert imported(world.teacher, before, team).result["problems"] == []
    copy = Round.objects.get(text__article__team=team)
    review = HandInReview.objects.get(layer__round=copy)
    original = HandInReview.objects.get(layer__round=reviewed)
    assert (review.comment, review.score, review.updated_at) == (COMMENT, 0.5, original.updated_at)
    assert review.layer.annotator == world.pupil
    for words in ("globalist", reviewed.text.body[:8]):
        assert answer_on(copy, words).answer == answer_on(reviewed, words).answer


def test_without_names_nobody_is_written_about(world: World, reviewed: Round) -> None:
    hidden = record(world.teacher, world.article, f"?round={reviewed.pk}&names=hidden")
    jsonschema_rs.validator_for(SCHEMA, validate_formats=True).validate(hidden)
    assert COMMENT not in str(hidden)
    assert not any("review" in layer for layer in hidden["rounds"][0]["layers"])
