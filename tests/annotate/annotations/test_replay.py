"""The law of the log: folding a round's changes gives its marks, whatever people did and in which order."""

from uuid import UUID

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.access import annotations_in
from annotate.annotations.actions import VersionConflict, delete_annotation, put_annotation
from annotate.annotations.json import annotation_json
from annotate.annotations.replay import DELETE, PUT, replay_changes
from annotate.models import Round
from annotate.rounds.actions import create_round
from tests.world import World, annotation_input

ONE = {"id": "1", "note": "first"}
TWO = {"id": "2", "note": "second"}


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ([], {}),
        ([(PUT, ONE)], {"1": ONE}),
        ([(PUT, ONE), (PUT, TWO)], {"1": ONE, "2": TWO}),
        ([(PUT, ONE), (PUT, ONE | {"note": "new"})], {"1": {"id": "1", "note": "new"}}),
        ([(PUT, ONE), (PUT, TWO), (DELETE, {"id": "1"})], {"2": TWO}),
        ([(PUT, ONE), (DELETE, {"id": "1"}), (DELETE, {"id": "1"})], {}),
        ([(PUT, ONE), (DELETE, {"id": "1"}), (PUT, ONE)], {"1": ONE}),
        ([(DELETE, {"id": "1"})], {}),
        ([(PUT, ONE), ("round.revealed", {"by": 1})], {"1": ONE}),
    ],
)
def test_folding(changes: list[tuple[str, dict[str, str]]], marks: dict[str, dict[str, str]]) -> None:
    assert replay_changes(changes) == marks


def check_law(round_: Round) -> None:
    """The log gives the rows, and its numbers have no gap."""
    changes = list(round_.changes.order_by("seq"))
    assert replay_changes((c.verb, c.payload) for c in changes) == {
        str(row.id): annotation_json(row) for row in annotations_in(round_.created_by, round_)
    }
    assert [c.seq for c in changes] == list(range(1, len(changes) + 1))
    round_.refresh_from_db()
    assert round_.last_seq == len(changes)


def test_the_world_keeps_the_law(world: World) -> None:
    check_law(world.round)
    check_law(world.foreign_round)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pupil", "classmate", "teacher", "colleague"]),
        st.sampled_from([PUT, PUT, DELETE]),
        st.integers(1, 4),
        st.sampled_from(["globalist", "🌉", "Taxes fell", "José".replace("é", "e\u0301"), "שלום"]),
        st.sampled_from(["opinion", "loaded-language"]),
        st.sampled_from(["", "a note 🤔"]),
        st.sampled_from([None, 0, 1, 2, 3]),
    ),
    max_size=15,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_folding_gives_the_rows(world: World, steps: list[tuple[str, str, int, str, str, str, int]]) -> None:
    round_ = create_round(world.teacher, world.text)
    for who, verb, number, words, tag, note, version in steps:
        person, pk = getattr(world, who), UUID(int=(round_.pk << 8) + number)
        before = round_.changes.count()
        try:
            if verb == PUT:
                put_annotation(
                    person, round_, pk, annotation_input(round_, words, tag, note=note, version=version)
                )
            else:
                delete_annotation(person, round_, pk, version)
        except (VersionConflict, Http404):
            assert round_.changes.count() == before
        check_law(round_)
