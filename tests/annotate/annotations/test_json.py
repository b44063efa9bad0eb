"""A list has each annotation as the annotation's own address has it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from annotate.access import annotations_in
from annotate.annotations.actions import put_annotation
from annotate.annotations.json import annotation_json
from annotate.enums import LayerKind
from annotate.models import Annotation, Layer
from tests.world import World, annotation_input

AWKWARD = 'He said “no”, "no" and \\no\\:\n\t\x1f \u2028 \' %s {} 🌉 שלום'
ADDRESSES = {LayerKind.READER: "annotations", LayerKind.KEY: "key", LayerKind.ADJUDICATED: "settled"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LayerKind)
def test_a_list_says_of_each_mark_what_the_mark_says(world: World, kind: LayerKind) -> None:
    world.teacher.name = AWKWARD[:80]
    world.teacher.save()
    answer = {"tolerance": "exact", "also": ["opinion"]} if kind == LayerKind.KEY else None
    given = [
        annotation_input(
            world.round, "globalist", "loaded-language", details={"target": AWKWARD}, answer=answer
        ),
        annotation_input(world.round, "“It was a disgrace,”", "attributed-allegation", note=AWKWARD),
        annotation_input(world.round, "👩‍👩‍👧"),
    ]
    for each in given:
        put_annotation(world.teacher, world.round, uuid4(), each, kind)
    seen = annotations_in(world.teacher, world.round, kind)
    # A time may be a whole second, and people may be gone.
    whole = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    Annotation.objects.filter(pk=seen[0].pk).update(
        created_at=whole, updated_at=whole.replace(microsecond=120)
    )
    if kind == LayerKind.READER:
        Layer.objects.filter(pk=seen[1].layer.pk).update(annotator=None)
    address = f"/api/v1/rounds/{world.round.pk}/{ADDRESSES[kind]}/"
    answered = world.client("teacher").get(address)
    assert answered["Content-Type"] == "application/json"
    assert answered.json()["results"] == [annotation_json(row) for row in seen.all()]
    assert len(answered.json()["results"]) >= len(given)
    assert [list(row) for row in answered.json()["results"]] == [
        list(annotation_json(row)) for row in seen.all()
    ]
