"""A record with one field made hostile is refused with a reason or does no harm: never is it a failure of the site."""

import json
from collections import defaultdict
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotate.change_log import append_change
from articles.models import Article
from people.actions.accounts import create_team
from people.models import Team
from reports.formats.record_validation import DEEP
from tests.reports.hostile_records import (
    GOLDEN,
    NUMBERS,
    OTHERS,
    TEXTS,
    Path_,
    at,
    combined,
    fields,
    fresh,
    golden,
    hostile_values,
    replaced,
)  # fmt: skip
from tests.reports.import_files import zipped
from tests.world import World

pytestmark = pytest.mark.django_db
AT_ONCE = 90
VALUES = TEXTS | NUMBERS | OTHERS


def send(client: Client, team: Team, files: dict[str, bytes]) -> dict[str, Any]:
    upload = SimpleUploadedFile("records.zip", zipped(files))
    answer = client.post("/api/v1/imports/", {"file": upload, "team": team.pk})
    assert answer.status_code == 201, (answer.content[:500], list(files))
    return answer.json()


def taken(client: Client, team: Team, record: Any) -> bool:
    """Whether the record was taken; else it was refused."""
    seen = send(client, team, {"a.json": json.dumps(record).encode()})
    if not seen["articles"]["new"]:
        return False
    done = client.post(f"/api/v1/imports/{seen['id']}/", {}, content_type="application/json")
    assert done.status_code == 200, done.content[:500]
    return done.json()["taken"]["articles"] == 1


def accepted(client: Client, team: Team) -> dict[str, list[Path_]]:
    """name of a value -> the fields that took it when nothing else was changed; the others gave a reason."""
    variants = {}
    for shape, path in fields(golden()):
        for name, value in hostile_values(at(golden(), path)):
            variants[f"{shape or ':'} {name}".replace("/", ":")] = (name, path, value)
    found: dict[str, list[Path_]] = defaultdict(list)
    names = list(variants)
    for start in range(0, len(names), AT_ONCE):
        # By its first file a ZIP is known to be of records.
        files = {"golden": json.dumps(fresh(0)).encode()}
        for number, each in enumerate(names[start : start + AT_ONCE], start + 1):
            _name, path, value = variants[each]
            files[each] = json.dumps(replaced(fresh(number), path, value)).encode()
        refused = {problem["where"].partition(",")[0] for problem in send(client, team, files)["problems"]}
        assert refused <= set(files)
        for each in names[start : start + AT_ONCE]:
            if each not in refused:
                name, path, _value = variants[each]
                found[name].append(path)
    return found


def test_the_golden_record_of_version_1_is_still_taken(world: World) -> None:
    team = create_team(world.teacher, "Another class")
    assert taken(world.client("teacher"), team, json.loads(GOLDEN.read_bytes()))


def test_what_is_nested_too_deeply_to_be_written_again_is_refused(world: World) -> None:
    record = fresh(1)
    deep: list[Any] = []
    for _ in range(400):
        deep = [deep]
    next(iter(record["rounds"][0]["changes"]))["payload"]["more"] = deep
    seen = send(world.client("teacher"), world.team, {"a.json": json.dumps(record).encode()})
    assert [problem["detail"] for problem in seen["problems"]] == [DEEP]


@pytest.mark.parametrize("role", ["annotator", "author", "person"])
@pytest.mark.parametrize("value", [1, [], {"person": []}, {"id": 1}])
def test_a_log_names_only_people_of_its_file(world: World, role: str, value: Any) -> None:
    """A bare number would be that of some account of the site."""
    record = fresh(1)
    (change,) = (row for row in record["rounds"][0]["changes"] if row["verb"] == "round.nudge")
    change["payload"][role] = value
    assert not taken(world.client("teacher"), world.team, record)


def test_a_log_that_an_older_version_took_can_still_be_exported(world: World) -> None:
    append_change(world.round, world.teacher, "layer.submit", {"person": []})
    answer = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.claimlight")
    assert answer.status_code == 200


def test_every_field_made_hostile_is_refused_with_a_reason_or_does_no_harm(world: World) -> None:
    client, numbers = world.client("teacher"), count(10_000)
    waiting = list(accepted(client, world.team).items())
    articles = []
    while waiting:
        name, paths = waiting.pop()
        number = next(numbers)
        if taken(client, world.team, combined(number, paths, VALUES[name])):
            articles.append(Article.objects.order_by("pk").last())
        elif len(paths) > 1:
            # Together they may say two different things: each half of them alone.
            middle = len(paths) // 2
            waiting += [(name, paths[:middle]), (name, paths[middle:])]
    assert len(articles) > len(VALUES) / 2
    for article in articles:
        rounds = [round_.pk for text in article.texts.all() for round_ in text.rounds.all()]
        addresses = [f"/articles/{article.pk}/", f"/articles/{article.pk}/report/"]
        addresses += [f"/rounds/{pk}/" for pk in rounds] + [f"/api/v1/rounds/{pk}/changes/" for pk in rounds]
        addresses += [
            f"/api/v1/articles/{article.pk}/report.{slug}" for slug in ("html", "claimlight", "csv")
        ]
        for address in addresses:
            assert client.get(address).status_code == 200, address
