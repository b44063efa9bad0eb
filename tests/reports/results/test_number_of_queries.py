"""The results take as many queries for many people and answers as for a few."""

from typing import Any
from uuid import uuid4

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import LayerKind, RoundMode
from people.actions.accounts import add_member
from people.models import User
from people.permissions import Role
from tests.reports.results.exercise import set_exercise
from tests.world import World, annotation_input, mark

# Including those for the session and the user.
LIMIT = 15


def test_more_people_and_answers_make_no_more_queries(world: World, django_assert_num_queries: Any) -> None:
    round_ = set_exercise(world, RoundMode.OPEN)
    client = world.client("teacher")
    path = f"/rounds/{round_.pk}/results/"
    client.get(path)
    with django_assert_num_queries(LIMIT):
        client.get(path)
    for number in range(5):
        person = User.objects.create_user(f"{number}@school.example", None, f"Pupil {number}")
        add_member(world.team, person, Role.ANNOTATOR)
        mark(person, round_, "A second line", "opinion")
        submit_layer(person, round_)
        content = annotation_input(round_, "A second line follows"[: 8 + number], "opinion")
        put_annotation(world.teacher, round_, uuid4(), content, LayerKind.KEY)
    with django_assert_num_queries(LIMIT):
        assert b"Pupil 4" in client.get(path).content
