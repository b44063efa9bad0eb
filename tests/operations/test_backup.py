"""A backup holds the whole site of one moment, and gives it back on either database."""

import json
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from articles.models import Article
from operations.backups.tables import tables
from operations.backups.write import back_up
from people.actions.accounts import create_token
from people.models import ApiToken, Team
from tests.operations.site import Place, empty_place
from tests.world import World, build, mark

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db: None) -> World:
    found = build()
    kept = Path(settings.MEDIA_ROOT) / "2026" / "11" / "page.html"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("<p>An original.")
    Article.objects.filter(pk=found.article.pk).update(published=date(2026, 11, 26))
    create_token(found.teacher)
    # The next number of a database that counts from one would be this.
    ApiToken.objects.update(id=1)
    return found


def test_there_is_a_word_for_every_kind_of_column() -> None:
    kinds = {
        field.get_internal_type() for model in tables().values() for field in model._meta.concrete_fields
    }
    written = {
        "AutoField", "BigAutoField", "BooleanField", "CharField", "DateField", "DateTimeField", "FileField",
        "ForeignKey", "JSONField", "OneToOneField", "PositiveBigIntegerField", "PositiveIntegerField",
        "PositiveSmallIntegerField", "SlugField", "TextField", "UUIDField",
    }  # fmt: skip
    assert kinds <= written, "give it a word in operations/backups/tables.py"


PLACES = {"sqlite": ["sqlite"], "postgresql": ["sqlite", "postgresql"]}


@pytest.fixture(params=PLACES[connection.vendor])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A place without anything, on SQLite and on what these tests run on."""
    with empty_place(tmp_path_factory.mktemp("empty"), request.param) as place:
        yield place


def tables_in(backup: Path) -> dict[str, list[object]]:
    with tarfile.open(backup) as archive:
        manifest = archive.extractfile("manifest.json")
        assert manifest
        return dict(json.load(manifest)["tables"])


def test_a_site_comes_back_as_it_was(world: World, empty: Place, tmp_path: Path) -> None:
    made = back_up(tmp_path.parent / f"{tmp_path.name}.backup")
    kept = tmp_path.parent / f"{tmp_path.name}.backup"
    assert kept.stat().st_mode & 0o077 == 0
    assert made.tables["annotate.Annotation"][0] == len(world.marks) + 1
    said = empty.does("restore", str(kept))
    assert f"{made.rows} rows" in said
    assert (empty.folder / "originals/2026/11/page.html").read_text() == "<p>An original."
    again = empty.folder / "again.backup"
    empty.does("backup", str(again))
    assert tables_in(again) == tables_in(kept) == made.tables
    assert "All is well" in empty.does("doctor")
    # New rows get new numbers.
    assert len(empty.does("create_token", world.teacher.email or "").strip()) > 20


def test_what_is_written_meanwhile_is_there_wholly_or_not_at_all(world: World, tmp_path: Path) -> None:
    place = Place(tmp_path / "restored")
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            mark(world.pupil, world.round, "Taxes", "opinion")
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = back_up(tmp_path / "meanwhile.backup")
        assert made.tables["annotate.Change"][0] >= made.tables["annotate.Annotation"][0]
    finally:
        done.set()
        writer.join()
    place.does("restore", str(tmp_path / "meanwhile.backup"))
    assert "✓ The marks and their log" in place.does("doctor")


def test_a_sealed_backup_is_read_by_its_owner_alone(world: World, tmp_path: Path) -> None:
    here, other = tmp_path / "key", tmp_path / "other key"
    place = Place(tmp_path / "restored")
    public = place.does("make_backup_key", str(here)).split()[-1]
    place.does("make_backup_key", str(other))
    assert here.stat().st_mode & 0o077 == 0
    kept = tmp_path / "sealed.backup"
    back_up(kept, public)
    assert kept.read_bytes().startswith(b"age-encryption.org/")
    empty = Place(tmp_path / "empty")
    assert "--identity" in empty.refuses("restore", str(kept))
    assert "does not open" in empty.refuses("restore", str(kept), "--identity", str(other))
    assert "holds no key" in empty.refuses("restore", str(kept), "--identity", str(kept))
    assert "Restored and compared" in empty.does("restore", str(kept), "--identity", str(here))


def test_nothing_is_written_over(world: World, tmp_path: Path) -> None:
    kept, place = tmp_path / "one.backup", Place(tmp_path / "restored")
    back_up(kept)
    with pytest.raises(FileExistsError):
        back_up(kept)
    place.does("restore", str(kept))
    assert "not empty" in place.refuses("restore", str(kept))
    assert "already" in place.refuses("backup", str(kept))
    assert "no public key" in place.refuses("backup", str(tmp_path / "two.backup"), "--for", "nobody")
    assert not (tmp_path / "two.backup").exists()


def shorter(data: bytes) -> bytes:
    return data[: len(data) // 2]


def other(data: bytes) -> bytes:
    return data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]


def other_sum(data: bytes) -> bytes:
    """What says that the files are as they were."""
    return data[:-6] + bytes([data[-6] ^ 1]) + data[-5:]


def foreign(data: bytes) -> bytes:
    return b"PK\x03\x04 something else"


@pytest.mark.parametrize("spoil", [shorter, other, other_sum, foreign])
def test_what_is_not_whole_is_not_restored(
    world: World, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    kept, place = tmp_path / "one.backup", Place(tmp_path / "empty")
    back_up(kept)
    kept.write_bytes(spoil(kept.read_bytes()))
    assert "no backup, or not whole" in place.refuses("restore", str(kept))
    # Nothing was begun.
    with closing(sqlite3.connect(place.folder / "claimlight.sqlite3")) as database:
        assert not database.execute("SELECT name FROM sqlite_master").fetchall()


def test_a_backup_of_a_newer_version_asks_for_it(world: World, tmp_path: Path) -> None:
    kept, place = tmp_path / "one.backup", Place(tmp_path / "empty")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('annotate', '9999_later', '2026-01-01')"
        )
    try:
        back_up(kept)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    assert "annotate.9999_later" in place.refuses("restore", str(kept))


def rewritten(kept: Path, table: str, change: Callable[[str], str]) -> None:
    """The backup with another text in place of a table's."""
    folder = kept.with_name("opened")
    with tarfile.open(kept) as archive:
        archive.extractall(folder, filter="data")
    lines = folder / "tables" / f"{table}.jsonl"
    lines.write_text(change(lines.read_text()))
    with tarfile.open(kept, "w:gz") as archive:
        for each in sorted(folder.iterdir()):
            archive.add(each, each.name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text + text.splitlines()[-1] + "\n", "does not take"),
        (lambda text: text.replace("Class", "Clasp"), "not what the backup holds, in people.Team"),
    ],
)
def test_rows_that_are_not_those_of_the_backup_are_told(
    world: World, tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    kept, place = tmp_path / "one.backup", Place(tmp_path / "empty")
    Team.objects.filter(pk=world.team.pk).update(name="Class")
    back_up(kept)
    rewritten(kept, "people.Team", change)
    assert said in place.refuses("restore", str(kept))
