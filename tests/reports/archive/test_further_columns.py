"""The further columns of a table are in the complete file, for those who lead, and come back with it."""

import json
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from articles.sandbox.further import MAX_METADATA
from people.actions.accounts import create_team
from people.models import Team, User
from reports.formats.parsed import RowError
from reports.formats.record_validation import check_record
from reports.imports.actions import Choices, apply_import, upload_import
from tests.world import World

pytestmark = pytest.mark.django_db

FURTHER = {"is_control": "yes", "region": "Tamsin Valley"}


def record(user: User, article: Article, query: str = "") -> dict[str, Any]:
    client = Client()
    client.force_login(user)
    return json.loads(client.get(f"/api/v1/articles/{article.pk}/report.claimlight{query}").content)


def imported(user: User, data: dict[str, Any], team: Team) -> Article:
    import_ = upload_import(user, "record.claimlight.json", json.dumps(data).encode(), team)
    apply_import(user, import_, Choices())
    return Article.objects.get(team=team)


@pytest.fixture
def with_columns(world: World) -> World:
    Article.objects.filter(pk=world.article.pk).update(metadata=FURTHER)
    return world


@pytest.mark.parametrize("query", ["", "?names=hidden"])
def test_those_who_lead_have_them_in_the_complete_file(with_columns: World, query: str) -> None:
    data = record(with_columns.teacher, with_columns.article, query)
    assert data["article"]["metadata"] == FURTHER


def test_those_who_annotate_do_not(with_columns: World) -> None:
    data = record(with_columns.pupil, with_columns.article)
    assert "metadata" not in data["article"]
    assert "is_control" not in json.dumps(data)


def test_they_come_back(with_columns: World) -> None:
    team = create_team(with_columns.teacher, "Elsewhere")
    data = record(with_columns.teacher, with_columns.article)
    user = User.objects.get(pk=with_columns.teacher.pk)
    assert imported(user, data, team).metadata == FURTHER


def test_a_file_without_them_is_read_as_before(world: World) -> None:
    data = record(world.teacher, world.article)
    assert "metadata" not in data["article"]
    user = User.objects.get(pk=world.teacher.pk)
    assert imported(user, data, create_team(world.teacher, "Elsewhere")).metadata == {}


@pytest.mark.parametrize(
    "columns",
    [
        {"a": "x" * MAX_METADATA},
        {"a" * 101: "x"},
        {"": "x"},
        {str(number): "x" for number in range(201)},
        {"a": 1},
        {"a": ["x"]},
        {"a": "\0"},
        {"\ud800": "x"},
        "x",
    ],
)
def test_a_file_can_bring_no_more_than_a_table(world: World, columns: Any) -> None:
    data = record(world.teacher, world.article)
    data["article"]["metadata"] = columns
    with pytest.raises(RowError):
        check_record(data)
