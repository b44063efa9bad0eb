"""The ways to import: the page, the API and the command."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from annotate.models import Annotation
from articles.models import Text
from people.access import NO_SUCH_TEAM
from people.permissions import Permission
from reports.formats import UNKNOWN_FORMAT, importable_formats
from reports.formats.json_rows import NO_TEXT
from reports.imports.actions import Choices, apply_import, upload_import
from reports.models import Import
from tests.reports.import_files import lines
from tests.wording import says
from tests.world import World


@pytest.mark.django_db
def test_the_page_shows_first_and_does_then(world: World) -> None:
    client = world.client("teacher")
    page = client.get("/imports/").content.decode()
    assert all(str(kind.title) in page for kind in importable_formats())
    file = SimpleUploadedFile(
        "corpus.jsonl", lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]]}, {"text": 1, "label": []})
    )
    answer = client.post("/imports/", {"file": file, "team": world.team.pk})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "corpus.jsonl, line 2" in page
    assert not Text.objects.filter(body="Taxes fell.").exists()
    sent = {
        "tag": ["PER"],
        "tag-becomes": ["opinion"],
        "person": ["corpus"],
        "person-becomes": [str(world.pupil.pk)],
    }
    done = client.post(answer["Location"], sent, follow=True)
    assert "1</b> new article" in done.content.decode()
    assert Annotation.objects.get(quote="Taxes").layer.annotator == world.pupil
    again = client.post(answer["Location"], sent, follow=True)
    assert again.status_code == 200
    assert Annotation.objects.filter(quote="Taxes").count() == 1


@pytest.mark.django_db
def test_the_page_says_what_is_wrong_with_a_file(world: World) -> None:
    client = world.client("teacher")
    answer = client.post("/imports/", {"file": SimpleUploadedFile("a.txt", b"x"), "team": world.team.pk})
    assert answer.status_code == 422
    assert says(f"a.txt {UNKNOWN_FORMAT.template}", answer.content.decode())
    answer = client.post("/imports/", {"team": world.team.pk})
    assert answer.status_code == 422
    assert not Import.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_of_a_file_that_was_taken_over(world: World) -> None:
    data = lines({"text": "Taxes fell.", "label": [[0, 5, "opinion"]], "annotator": "Zoe Quill"})
    import_ = upload_import(world.teacher, "a.jsonl", data, world.team)
    path = Path(import_.file.path)
    assert path.exists()
    done = apply_import(world.teacher, import_, Choices())
    assert not path.exists()
    assert "Zoe" not in json.dumps(Import.objects.get(pk=done.pk).result)
    assert world.client("teacher").get(f"/imports/{done.pk}/").status_code == 200


@pytest.mark.django_db
def test_a_file_can_be_thrown_away(world: World) -> None:
    import_ = upload_import(world.teacher, "a.jsonl", lines({"text": "a", "label": []}), world.team)
    path = Path(import_.file.path)
    assert path.exists()
    world.client("teacher").post(f"/imports/{import_.pk}/", {"drop": "1"})
    assert not Import.objects.exists()
    assert not path.exists()


@pytest.mark.django_db
def test_programs_import_too(world: World) -> None:
    client = world.client("teacher")
    file = SimpleUploadedFile("corpus.jsonl", lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]]}))
    seen = client.post("/api/v1/imports/", {"file": file, "team": world.team.pk})
    assert seen.status_code == 201
    said = seen.json()
    assert said["articles"] == {"new": 1, "here": 0}
    assert said["tags"] == [{"name": "PER", "marks": 1, "becomes": "skip"}]
    path = f"/api/v1/imports/{said['id']}/"
    done = client.post(path, {"tags": {"PER": "opinion"}}, content_type="application/json").json()
    assert (done["taken"]["articles"], done["taken"]["marks"]) == (1, 1)
    assert client.post(path, {}, content_type="application/json").json() == done
    assert client.get("/api/v1/imports/").json()["results"][0]["id"] == said["id"]
    bad = client.post("/api/v1/imports/", {"file": SimpleUploadedFile("a.txt", b"x")})
    assert bad.status_code == 422
    assert says(UNKNOWN_FORMAT, bad.json()["detail"])
    wrong = client.post("/api/v1/imports/", {"file": file, "team": world.foreign_team.pk})
    assert wrong.status_code == 400


@pytest.mark.django_db
def test_from_the_command_line(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(
        lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]], "annotator": "x"}, {"text": 1, "label": []})
    )
    given = [
        "import",
        str(path),
        "--as",
        world.teacher.email,
        "--team",
        str(world.team.pk),
        "--tag",
        "PER=opinion",
    ]
    call_command(*given, "--dry-run")
    assert not Text.objects.filter(body="Taxes fell.").exists()
    call_command(*given, "--person", f"x={world.pupil.pk}")
    said = capsys.readouterr()
    assert "1 new articles, 1 new highlights" in said.out
    assert f"corpus.jsonl, line 2: {NO_TEXT}" in said.err
    assert Annotation.objects.get(quote="Taxes").layer.annotator == world.pupil
    call_command(*given)
    assert "0 new articles, 0 new highlights" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["{file}", "--as", "nobody@school.example"], "nobody@school.example"),
        (["{file}", "--as", "{viewer}", "--team", "{team}"], Permission.IMPORT_ANNOTATIONS.label),
        (["{file}", "--as", "{stranger}", "--team", "{team}"], NO_SUCH_TEAM),
        (["{file}x", "--as", "{teacher}"], "corpus.jsonlx"),
        (["{file}", "--as", "{teacher}", "--tag", "PER"], "“PER”"),
        (["{file}", "--as", "{teacher}", "--tag", "PER=none"], "no tag “none”"),
        (["{other}", "--as", "{teacher}"], UNKNOWN_FORMAT),
    ],
)
def test_what_cannot_be_imported_says_why(world: World, tmp_path: Path, given: list[str], said: str) -> None:
    file, other = tmp_path / "corpus.jsonl", tmp_path / "a.txt"
    file.write_bytes(lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]]}))
    other.write_text("x")
    known = {
        "file": file, "other": other, "team": world.team.pk, "viewer": world.viewer.email,
        "stranger": world.stranger.email, "teacher": world.teacher.email,
    }  # fmt: skip
    with pytest.raises(CommandError) as refused:
        call_command("import", *[part.format(**known) for part in given])
    assert says(said, str(refused.value))
    assert not Text.objects.filter(body="Taxes fell.").exists()
