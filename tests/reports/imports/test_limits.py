"""Files that are built to hold the site up: refused or cut short with a sentence, read once, in a child process."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from annotate.codebook import read_codebook
from annotate.codebooks.actions import MAX_CODEBOOKS, import_codebook
from annotate.codebooks.errors import TOO_MANY
from annotate.models import Annotation
from articles.models import Article
from reports.formats import UNKNOWN_FORMAT
from reports.imports.archives import BOMB
from reports.imports.reading import STOPPED
from reports.imports.staging import BUSY, CRASHED, TOO_MUCH_MEMORY, TOO_SLOW
from reports.models import Import
from tests.reports.hostile_records import fresh
from tests.reports.import_files import lines, zipped
from tests.web.sandbox.busy import busy_sandbox
from tests.wording import says
from tests.world import World
from web.i18n.lazy_message import Message
from web.models import RateLimit
from web.sandbox import Limits

pytestmark = pytest.mark.django_db
GOOD = {"text": "Taxes fell.", "label": [[0, 5, "opinion"]], "annotator": "Zoe"}


def send(world: World, data: bytes, name: str = "marks.zip") -> Any:
    file = SimpleUploadedFile(name, data)
    return world.client("teacher").post("/api/v1/imports/", {"file": file, "team": world.team.pk})


def many(filler: str, size: int) -> bytes:
    """Two documents, and so many bytes of what is none."""
    rows = [
        json.dumps(GOOD),
        json.dumps(GOOD | {"text": "Taxes rose."}),
        *[filler] * (size // (len(filler) + 1)),
    ]
    return zipped({"marks.json": f"[{','.join(rows)}]".encode()})


@pytest.mark.parametrize(
    ("filler", "size"),
    [
        ("{}", 300_000),
        ("{}", 3_000_000),
        ("1", 900_000),
        ("[]", 3_000_000),
        ('{"text":"a","label":[[9,9,"x"]]}', 300_000),
        ('{"text":"a","label":[[9,9,"x"]]}', 3_000_000),
    ],
)
def test_reading_stops_after_a_thousand_problems(world: World, filler: str, size: int) -> None:
    answer = send(world, many(filler, size))
    assert answer.status_code == 201
    assert len(answer.content) < 30_000
    seen = answer.json()
    assert (len(seen["problems"]), seen["problems_total"]) == (100, 1001)
    assert seen["problems"][0]["detail"] == STOPPED.format(count=1000)
    page = world.client("teacher").get(f"/imports/{seen['id']}/").content.decode()
    assert 'data-problems="1001"' in page
    path = f"/api/v1/imports/{seen['id']}/"
    done = world.client("teacher").post(path, {}, content_type="application/json").json()["taken"]
    assert (len(done["problems"]), done["problems_total"]) == (100, 1000)
    assert Annotation.objects.filter(quote="Taxes").count() == 2


@pytest.mark.parametrize("depth", [1, 2])
def test_nothing_unpacks_to_many_times_its_size(world: World, depth: int) -> None:
    data = b" " * 11_000_000
    for _ in range(depth):
        data = zipped({"marks.zip": data})
    answer = send(world, data)
    assert answer.status_code == 422
    assert says(BOMB.format(ratio=200), answer.json()["detail"])
    assert not Import.objects.exists()


def test_a_look_reads_nothing_again(world: World) -> None:
    seen = send(world, many("{}", 3000)).json()
    import_ = Import.objects.get()
    Path(import_.file.path).write_bytes(b"No file of marks.")
    spent = list(RateLimit.objects.values("key", "count"))
    client = world.client("teacher")
    assert client.get(f"/api/v1/imports/{import_.pk}/").json() == seen
    assert client.get(f"/imports/{import_.pk}/").status_code == 200
    assert list(RateLimit.objects.values("key", "count")) == spent


def test_what_was_sent_is_not_stored_twice(world: World) -> None:
    send(world, many("{}", 3000))
    document, _other = gzip.decompress(Path(Import.objects.get().file.path).read_bytes()).splitlines()
    assert json.loads(document)["text"] == "Taxes fell."


def staged_by_an_earlier_version(world: World, data: bytes) -> Import:
    import_ = Import(owner=world.teacher, team=world.team, name="marks.jsonl")
    import_.file.save("upload", ContentFile(data))
    return import_


@pytest.mark.django_db(transaction=True)
def test_what_an_earlier_version_staged_is_read_once(world: World) -> None:
    import_ = staged_by_an_earlier_version(world, lines(GOOD))
    upload = Path(import_.file.path)
    client, path = world.client("teacher"), f"/api/v1/imports/{import_.pk}/"
    first = client.get(path).json()
    assert first["articles"] == {"new": 1, "here": 0}
    assert not upload.exists()
    assert RateLimit.objects.get(key__startswith="import").count == 1
    assert client.get(path).json() == first
    assert RateLimit.objects.get(key__startswith="import").count == 1
    assert client.post(path, {}, content_type="application/json").json()["taken"]["marks"] == 1


@pytest.mark.django_db(transaction=True)
def test_what_an_earlier_version_staged_can_be_taken_over_unseen(world: World) -> None:
    import_ = staged_by_an_earlier_version(world, lines(GOOD))
    path = f"/api/v1/imports/{import_.pk}/"
    client = world.client("teacher")
    refused = client.post(path, {"people": {"Zoe": "987654321"}}, content_type="application/json")
    assert refused.status_code == 403
    done = client.post(path, {}, content_type="application/json")
    assert done.json()["taken"]["marks"] == 1


def test_what_an_earlier_version_staged_and_nobody_can_read_says_so(world: World) -> None:
    import_ = staged_by_an_earlier_version(world, b"No file of marks.")
    client = world.client("teacher")
    for path in (f"/imports/{import_.pk}/", f"/api/v1/imports/{import_.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert says(f"marks.jsonl {UNKNOWN_FORMAT.template}", answer.content.decode())


def test_a_team_with_all_the_codebooks_it_may_have_is_told_on_the_page(world: World) -> None:
    pure = replace(read_codebook("four-tags"), title="Another", ships=False)
    for _number in range(MAX_CODEBOOKS - 1):
        import_codebook(world.teacher, pure, world.team)
    record = fresh(1)
    record["codebooks"][0] |= {"title": "One more", "ships": False}
    seen = send(world, json.dumps(record).encode(), "a.json").json()
    page = world.client("teacher").post(f"/imports/{seen['id']}/")
    assert page.status_code == 422
    assert says(TOO_MANY.format(count=MAX_CODEBOOKS + 1, most=MAX_CODEBOOKS), page.content.decode())


@pytest.mark.parametrize(
    ("constants", "message"),
    [
        ({"READ": "tests.web.sandbox.functions:abort"}, CRASHED),
        ({"READ": "tests.web.sandbox.functions:answer_no_object"}, CRASHED),
        (
            {"READ": "tests.web.sandbox.functions:spin", "LIMITS": Limits(seconds=1)},
            TOO_SLOW.format(seconds=1),
        ),
        ({"LIMITS": Limits(memory=500 * 1024**2, seconds=60)}, TOO_MUCH_MEMORY),
    ],
)
def test_a_reader_that_fails_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch, constants: dict[str, Any], message: Message
) -> None:
    for name, value in constants.items():
        monkeypatch.setattr(f"reports.imports.staging.{name}", value)
    data = b"[" + json.dumps(GOOD).encode() + b",{}" * 5_000_000 + b"]"
    answer = send(world, data)
    assert answer.status_code == 422
    assert says(message, answer.json()["detail"])
    page = world.client("teacher").post("/imports/", {"file": SimpleUploadedFile("marks.json", data)})
    assert page.status_code == 422
    assert f"marks.json {message}" in page.content.decode()
    assert not Import.objects.exists()


def test_where_others_are_read_one_is_told_to_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.imports.staging.WAIT", 0.1)
    with busy_sandbox(seconds=5):
        answer = send(world, lines(GOOD), "marks.jsonl")
    assert says(BUSY, answer.json()["detail"])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([GOOD | {"text": f"Taxes {n}."} for n in range(20_001)], "20,001 articles"),
        ([GOOD | {"annotator": f"Reader {n}"} for n in range(5_001)], "5,001 annotators"),
        ([GOOD | {"label": [[0, 5, f"label {n}"]]} for n in range(2_001)], "2,001 labels"),
    ],
    ids=["articles", "annotators", "labels"],
)
def test_what_no_page_can_ask_about_is_imported_in_parts(world: World, rows: list[Any], said: str) -> None:
    answer = send(world, lines(*rows), "marks.jsonl")
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_of_many_that_wait_the_oldest_go(world: World) -> None:
    for number in range(22):
        send(world, lines(GOOD | {"text": f"Taxes fell {number}."}), "marks.jsonl")
    assert Import.objects.count() == 20
    assert Import.objects.order_by("pk").first().summary["texts"] != []
    folder = Path(Import.objects.first().file.path).parent
    assert len(list(folder.iterdir())) == 20


def test_the_command_reads_in_the_same_way(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "marks.zip"
    path.write_bytes(many("{}", 300_000))
    call_command("import", str(path), "--as", world.teacher.email, "--team", str(world.team.pk))
    said = capsys.readouterr()
    assert "2 new articles, 2 new highlights" in said.out
    assert says(STOPPED, said.err)
    assert len(said.err.splitlines()) <= 1001
    path.write_bytes(zipped({"marks.zip": b" " * 11_000_000}))
    with pytest.raises(CommandError) as refused:
        call_command("import", str(path), "--as", world.teacher.email, "--team", str(world.team.pk))
    assert says(BOMB.format(ratio=200), str(refused.value))
    assert Article.objects.filter(texts__body="Taxes fell.").count() == 1


def test_many_documents_are_taken_in_one_transaction(world: World) -> None:
    """More than are in memory at once; the last has nobody who could be its reader."""
    rows = [GOOD | {"text": f"Taxes fell {n}."} for n in range(450)]
    seen = send(
        world,
        lines(*rows, {"text": "Taxes rose.", "label": [[0, 5, "opinion"]], "annotator": "Bo"}),
        "m.jsonl",
    ).json()
    path = f"/api/v1/imports/{seen['id']}/"
    client = world.client("teacher")
    refused = client.post(path, {"people": {"Bo": "987654321"}}, content_type="application/json")
    assert refused.status_code == 403
    assert not Article.objects.filter(title__startswith="Taxes").exists()
    done = client.post(path, {}, content_type="application/json").json()["taken"]
    assert (done["articles"], done["marks"]) == (451, 451)
    again = send(world, lines(*rows), "m.jsonl").json()
    assert again["articles"] == {"new": 0, "here": 450}
