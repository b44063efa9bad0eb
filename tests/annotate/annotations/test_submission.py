"""Handing in: a layer that is handed in stands as it is, until its annotator takes it back."""

from uuid import uuid4

import pytest

from annotate.annotations.actions import (
    ALREADY_HANDED_IN,
    delete_annotation,
    put_annotation,
    submit_layer,
    withdraw_submission,
)
from annotate.annotations.replay import PUT, REOPEN, SUBMIT
from people.permissions import PermissionRefused
from tests.problems import check_problem
from tests.world import World, annotation_input, mark


def verbs(world: World) -> list[str]:
    """What the log of the world's round says, without the marks that the world came with."""
    return list(world.round.changes.order_by("seq").values_list("verb", flat=True))[len(world.annotations) :]


def test_what_is_handed_in_cannot_be_changed(world: World) -> None:
    submit_layer(world.pupil, world.round)
    with pytest.raises(PermissionRefused) as refused:
        mark(world.pupil, world.round, "Taxes fell", "opinion")
    assert str(refused.value) == ALREADY_HANDED_IN
    with pytest.raises(PermissionRefused):
        put_annotation(
            world.pupil,
            world.round,
            world.annotations["loaded"].pk,
            annotation_input(world.round, "globalist", "opinion"),
        )
    with pytest.raises(PermissionRefused):
        delete_annotation(world.pupil, world.round, world.annotations["loaded"].pk)
    assert verbs(world) == [SUBMIT]


def test_somebody_elses_layer_stays_open(world: World) -> None:
    submit_layer(world.pupil, world.round)
    mark(world.classmate, world.round, "Taxes fell", "opinion")
    assert verbs(world) == [SUBMIT, PUT]


def test_what_is_taken_back_can_be_changed(world: World) -> None:
    submit_layer(world.pupil, world.round)
    withdraw_submission(world.pupil, world.round)
    mark(world.pupil, world.round, "Taxes fell", "opinion")
    assert verbs(world) == [SUBMIT, REOPEN, PUT]


def test_twice_is_once(world: World) -> None:
    first = submit_layer(world.pupil, world.round).submitted_at
    assert submit_layer(world.pupil, world.round).submitted_at == first
    withdraw_submission(world.pupil, world.round)
    withdraw_submission(world.pupil, world.round)
    assert verbs(world) == [SUBMIT, REOPEN]


def test_a_doubled_write_that_comes_after_handing_in_is_no_error(world: World) -> None:
    """Its answer was lost, the pupil handed in, and the browser sends it once more."""
    pk = uuid4()
    sent = annotation_input(world.round, "Taxes fell")
    put_annotation(world.pupil, world.round, pk, sent)
    submit_layer(world.pupil, world.round)
    assert put_annotation(world.pupil, world.round, pk, sent)[1] is False


def test_by_the_api(world: World) -> None:
    client = world.client("pupil")
    url = f"/api/v1/rounds/{world.round.pk}/submission/"
    handed_in = client.put(url)
    assert handed_in.json()["annotator"] == world.pupil.pk
    assert handed_in.json()["submitted_at"]
    refused = client.delete(f"/api/v1/rounds/{world.round.pk}/annotations/{world.annotations['loaded'].pk}/")
    assert check_problem(refused, 403, "refused")["detail"] == ALREADY_HANDED_IN
    assert client.delete(url).status_code == 204
    assert verbs(world) == [SUBMIT, REOPEN]
