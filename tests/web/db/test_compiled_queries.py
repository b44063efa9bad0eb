"""Queries that are put together once, and asked often."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections
from django.db.models import Value

from annotate.models import Annotation
from people.models import Membership, User
from tests.world import World
from web.db.compiled_queries import CompiledQuery

BY_NAME = CompiledQuery(lambda name, least: User.objects.filter(name=Value(name), pk__gte=least))
TEAMS = CompiledQuery(lambda user: Membership.objects.filter(user=user).values_list("team_id", "role"))


def test_each_call_has_its_own_values(world: World) -> None:
    assert BY_NAME("pupil", 0) == [world.pupil]
    assert BY_NAME("teacher", 0) == [world.teacher]
    assert BY_NAME("pupil", world.pupil.pk + 1) == []
    assert TEAMS(world.pupil.pk) == [(world.team.pk, "annotator")]
    assert TEAMS(None) == []


def test_rows_are_read_anew_each_time(world: World) -> None:
    assert TEAMS.first(world.pupil.pk) == (world.team.pk, "annotator")
    Membership.objects.filter(user=world.pupil).update(role="viewer")
    assert TEAMS.first(world.pupil.pk) == (world.team.pk, "viewer")


def test_a_number_that_no_column_holds_finds_nothing(world: World) -> None:
    assert TEAMS(2**63) == TEAMS(-(2**70)) == []


def test_a_uuid_is_found_by_what_it_is(world: World) -> None:
    by_id = CompiledQuery(lambda pk: Annotation.objects.filter(pk=Value(pk)))
    assert by_id.first(UUID(int=1)) is None


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection() -> None:
    user = User.objects.create_user("one@example.org", None, "one")

    def ask() -> list[User]:
        try:
            return BY_NAME("one", 0)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        assert [threads.submit(ask).result() for _ in range(4)] == [[user]] * 4
