"""Rows that are written at once are what each of them would be alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotate.models import Change
from tests.world import World
from web.db.fast_insert import insert_rows


@pytest.mark.django_db
def test_each_row_has_its_own_values(world: World) -> None:
    now = timezone.now()
    rows = [
        (
            world.round.pk,
            900 + n,
            world.pupil.pk,
            None,
            f"verb.{n}",
            {"a": [n, "é🌉"], "b": None},
            now - timedelta(n),
        )
        for n in range(3)
    ]
    insert_rows(Change, ("round", "seq", "actor", "layer", "verb", "payload", "created_at"), rows)
    found = Change.objects.filter(seq__gte=900).order_by("seq")
    fields = ("round_id", "seq", "actor_id", "layer_id", "verb", "payload", "created_at")
    assert [tuple(getattr(row, name) for name in fields) for row in found] == rows
