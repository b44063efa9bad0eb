"""A new field of a tag or of its questions must stand wherever programs and people expect all of them."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from annotate.codebook import read_codebook
from annotate.codebooks.actions import import_codebook
from annotate.codebooks.api import CodebookDetailJson, CodebookTagJson
from annotate.codebooks.editor_form import DETAIL_INPUTS, TAG_INPUTS
from annotate.tag import Detail, Tag
from tests.world import World

SCHEMA = Path(__file__).parents[3] / "reports/formats/claimlight-1.schema.json"


@pytest.mark.parametrize(("kind", "json_type"), [(Tag, CodebookTagJson), (Detail, CodebookDetailJson)])
def test_the_api_describes_every_field(kind: type[Tag], json_type: Any) -> None:
    assert {item.name for item in fields(kind)} == set(json_type.__annotations__)


def test_the_schema_of_complete_files_has_every_field() -> None:
    tag = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["tag"]["properties"]
    assert {item.name for item in fields(Tag)} == set(tag)
    assert {item.name for item in fields(Detail)} == set(tag["details"]["items"]["properties"])


@pytest.mark.django_db
def test_every_field_can_be_edited(world: World) -> None:
    codebook = import_codebook(world.teacher, read_codebook("four-tags"), world.team)
    page = world.client("teacher").get(f"/codebooks/{codebook.pk}/edit/").content.decode()
    for name in [*TAG_INPUTS, "archived", "details", *(f"d0-{name}" for name in DETAIL_INPUTS)]:
        assert f'name="t0-{name}"' in page
