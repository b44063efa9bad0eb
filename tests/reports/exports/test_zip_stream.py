"""Many reports at once: as a ZIP that is made while it is sent, and from the command line."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.access import NO_SUCH_ARTICLE
from articles.models import Text
from people.access import NO_SUCH_TEAM
from people.models import User
from reports.analysis.combine import UNKNOWN_THRESHOLD
from tests.reports.corpus.test_statistics import more_articles
from tests.wording import says
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def fetch(user: User, path: str) -> tuple[int, list[bytes]]:
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    return answer.status_code, list(answer.streaming_content)


def zipped(world: World, user: User, query: str = "") -> dict[str, bytes]:
    path = f"/api/v1/teams/{world.team.pk}/reports.json.zip{query}"
    status, pieces = fetch(user, path)
    assert status == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_team_is_sent_article_by_article(world: World) -> None:
    more_articles(world, 3)
    path = f"/api/v1/teams/{world.team.pk}/reports.json.zip"
    _status, pieces = fetch(world.teacher, path)
    assert len(pieces) == 4 + 1, "a piece an article, and the end"
    files = zipped(world, world.teacher)
    titles = [json.loads(data)["article"]["title"] for data in files.values()]
    assert sorted(titles) == sorted([world.article.title, "Paper 0", "Paper 1", "Paper 2"])
    assert all(name.endswith(".json") for name in files)


@pytest.mark.parametrize("slug", ["json", "docx"])
def test_an_article_whose_report_fails_is_left_out_and_the_others_are_sent(
    world: World, slug: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Rows of earlier versions may hold what is refused today."""
    more_articles(world, 2)
    Text.objects.filter(pk=world.text.pk).update(
        formatting=[[0, 5, "heading", "x"], [0, 9**9, "no kind", ""]]
    )
    _status, pieces = fetch(world.teacher, f"/api/v1/teams/{world.team.pk}/reports.{slug}.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert len([name for name in archive.namelist() if name.endswith(slug)]) == 2
        assert f"/articles/{world.article.pk}/" in archive.read("left-out.txt").decode()
    (failure,) = (record for record in caplog.records if record.exc_info)
    assert failure.args == (world.article.pk, slug)


def test_it_is_of_what_was_asked_for(world: World) -> None:
    (data,) = zipped(world, world.teacher, "?names=hidden&threshold=all").values()
    assert world.pupil.name.encode() not in data
    assert json.loads(data)["made"]["asked"]["threshold"] == "all"


def test_the_agreed_marks_alone_are_had_in_files_for_tools(world: World) -> None:
    client = world.client("teacher")
    address = f"/api/v1/articles/{world.article.pk}/report.doccano"
    each, agreed = client.get(address), client.get(f"{address}?agreed=1&threshold=1")

    def readers(answer: Any) -> list[str]:
        return [json.loads(line)["annotator"] for line in answer.content.decode().splitlines()]

    assert readers(each) == [world.classmate.name, world.pupil.name]
    assert readers(agreed) == ["agreed"]
    assert json.loads(agreed.content)["label"]


def test_nobody_gets_more_than_they_may_see(world: World) -> None:
    type(world.round).objects.filter(pk=world.round.pk).update(mode="independent")
    (data,) = zipped(world, world.colleague).values()
    assert {mark["annotator"] for mark in json.loads(data)["marks"]} <= {world.colleague.name}


def test_from_the_command_line(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more_articles(world, 1)
    call_command(
        "export",
        "--as",
        world.teacher.email,
        "--format",
        "w3c",
        "--team",
        str(world.team.pk),
        "--to",
        str(tmp_path / "all"),
    )
    files = sorted((tmp_path / "all").iterdir())
    assert capsys.readouterr().out.splitlines() == [str(file) for file in files]
    assert len(files) == 2
    marks = json.loads(files[0].read_text())["first"]["items"]
    assert {item["creator"]["name"] for item in marks} >= {world.pupil.name}
    call_command(
        "export", "--as", world.teacher.email, "--format", "json", "--article", str(world.article.pk),
        "--to", str(tmp_path / "one"), "--hide-names", "--threshold", "2",
    )  # fmt: skip
    (one,) = (tmp_path / "one").iterdir()
    assert world.pupil.name not in one.read_text()
    call_command(
        "export", "--as", world.teacher.email, "--format", "json", "--article", str(world.article.pk),
        "--to", str(tmp_path / "reader"), "--reader", str(world.classmate.pk), "--revision", "1",
        "--round", str(world.round.pk),
    )  # fmt: skip
    (one,) = (tmp_path / "reader").iterdir()
    assert {mark["annotator"] for mark in json.loads(one.read_text())["marks"]} == {world.classmate.name}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--as", "nobody@school.example"], "nobody@school.example"),
        (["--as", "{stranger}", "--team", "{team}"], NO_SUCH_TEAM),
        (["--as", "{stranger}", "--article", "{article}"], NO_SUCH_ARTICLE),
        (["--as", "{teacher}", "--threshold", "most"], UNKNOWN_THRESHOLD),
    ],
)
def test_what_cannot_be_exported_says_why(world: World, tmp_path: Path, given: list[str], said: str) -> None:
    known = {
        "stranger": world.stranger.email, "teacher": world.teacher.email, "team": world.team.pk,
        "article": world.article.pk,
    }  # fmt: skip
    filled = [part.format(**known) for part in given]
    with pytest.raises(CommandError) as refused:
        call_command("export", *filled, "--format", "json", "--to", str(tmp_path / "out"))
    assert says(said, str(refused.value))
    assert not (tmp_path / "out").exists()
