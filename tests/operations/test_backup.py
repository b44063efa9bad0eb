"""A backup contains the whole site at one moment, and can be restored on either database."""

import json
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from annotate.models import Annotation
from articles.models import Article
from articles.uploads.actions import create_upload
from articles.uploads.receiving import receive_part
from campaigns.assigning.actions import next_article
from campaigns.dataset.actions import start_dataset
from campaigns.models import Campaign
from campaigns.quality.load import compute_agreement
from campaigns.uploading.actions import attach_upload
from operations.backups.encryption import KeyProblem, make_pair
from operations.backups.restore import RestoreProblem, unpack
from operations.backups.tables import tables
from operations.backups.write import back_up
from operations.checks import checks
from people.actions.accounts import create_token
from people.models import ApiToken, Team
from reports.models import ExportJob
from tests.articles.uploads.bulk import SKIP, jsonl
from tests.campaigns.quality.world import released_campaign
from tests.campaigns.small import add_articles
from tests.operations.site import OtherSite, empty_site
from tests.waiting import until
from tests.world import World, build_world, mark

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build_world()
    original = Path(settings.MEDIA_ROOT) / "2026" / "11" / "page.html"
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_text("<p>An original.")
    Article.objects.filter(pk=world.article.pk).update(published=date(2026, 11, 26))
    _begin_campaign(world)
    create_token(world.teacher)
    # The key that a database whose sequence was not reset would use next.
    ApiToken.objects.update(id=1)
    return world


def _begin_campaign(world: World) -> None:
    """Begin a campaign with released articles, one that somebody has, a dataset, and an upload that half arrived."""
    small = released_campaign(articles=1)
    add_articles(small.lead, small.campaign, 2)
    next_article(small.people[0], small.campaign)
    start_dataset(small.lead, small.campaign, named=True, formats=["claimlight"])
    until(ExportJob.objects.filter(finished_at__isnull=False).exists)
    upload = create_upload(small.lead, "further.jsonl", len(FURTHER), small.team, SKIP)
    attach_upload(small.lead, small.campaign, upload)
    receive_part(upload, 0, FURTHER[:50])


FURTHER = jsonl([f"Fees in the harbour of Quillmouth rise again in year {year}." for year in (1, 2)])
# What becomes of the campaign: its figures, and everybody goes on.
GO_ON = f"""
from articles.uploads.receiving import receive_part
from campaigns.assigning.actions import next_article
from campaigns.models import ArticleFigures, Campaign
from campaigns.quality.load import compute_agreement
from reports.exports.jobs import path_of
from reports.models import ExportJob
from tests.campaigns.assigning.working import hand_in
from tests.waiting import until
campaign = Campaign.objects.get()
assert ArticleFigures.objects.filter(version__gt=0).count() == 2
print(compute_agreement(campaign))
assert path_of(ExportJob.objects.get()).stat().st_size == ExportJob.objects.get().size
person = campaign.participants.earliest("pk").user
first = next_article(person, campaign).article
hand_in(person, first)
assert next_article(person, campaign).article != first
upload = campaign.uploads.get().upload
receive_part(upload, upload.received, {FURTHER!r}[upload.received:])
until(lambda: campaign.articles.count() == 6)
"""


def test_there_is_a_word_for_every_kind_of_column() -> None:
    kinds = {
        field.get_internal_type() for model in tables().values() for field in model._meta.concrete_fields
    }
    written = {
        "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "DateField", "DateTimeField",
        "FileField", "FloatField", "ForeignKey", "JSONField", "OneToOneField", "PositiveBigIntegerField",
        "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField", "TextField", "UUIDField",
    }  # fmt: skip
    assert kinds <= written, "give it a word in operations/backups/tables.py"


VENDORS = {"sqlite": ["sqlite"], "postgresql": ["sqlite", "postgresql"]}


@pytest.fixture(params=VENDORS[connection.vendor])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherSite]:
    """An empty site on SQLite, and on the database that these tests run on."""
    with empty_site(tmp_path_factory.mktemp("empty"), request.param) as site:
        yield site


def tables_in(backup: Path) -> dict[str, list[object]]:
    with tarfile.open(backup) as archive:
        manifest = archive.extractfile("manifest.json")
        assert manifest
        return dict(json.load(manifest)["tables"])


def test_a_site_comes_back_as_it_was(world: World, empty: OtherSite, tmp_path: Path) -> None:
    manifest = back_up(tmp_path.parent / f"{tmp_path.name}.backup")
    backup = tmp_path.parent / f"{tmp_path.name}.backup"
    assert backup.stat().st_mode & 0o077 == 0
    assert manifest.tables["annotate.Annotation"][0] == Annotation.objects.count()
    output = empty.does("restore", str(backup))
    assert f"{manifest.rows} rows" in output
    assert (empty.folder / "originals/2026/11/page.html").read_text() == "<p>An original."
    again = empty.folder / "again.backup"
    empty.does("backup", str(again))
    assert tables_in(again) == tables_in(backup) == manifest.tables
    assert "All is well" in empty.does("doctor")
    agreement = compute_agreement(Campaign.objects.get())
    assert empty.does("shell", "--no-imports", "-c", GO_ON).strip() == str(agreement)
    # New rows get new keys.
    assert len(empty.does("create_token", world.teacher.email or "").strip()) > 20


def test_a_backup_of_a_site_in_use_is_sealed_and_restored_by_its_owner(world: World, tmp_path: Path) -> None:
    key, backup, site = tmp_path / "key", tmp_path / "sealed.backup", OtherSite(tmp_path / "restored")
    public = site.does("make_backup_key", str(key)).split()[-1]
    assert key.stat().st_mode & 0o077 == 0
    with people_marking(world):
        manifest = back_up(backup, public)
    assert "Restored and compared" in site.does("restore", str(backup), "--identity", str(key))
    # What is written meanwhile is in the backup wholly or not at all.
    assert manifest.tables["annotate.Change"][0] >= manifest.tables["annotate.Annotation"][0]
    assert f"✓ {checks()['log'].title}" in site.does("doctor")
    # Nothing is written over.
    assert "not empty" in site.refuses("restore", str(backup))
    assert "already" in site.refuses("backup", str(backup))


def test_a_sealed_backup_is_read_by_nobody_else(world: World, tmp_path: Path) -> None:
    other_key, backup, folder = tmp_path / "other key", tmp_path / "sealed.backup", tmp_path / "unpacked"
    other_key.write_text(make_pair()[0])
    back_up(backup, make_pair()[1])
    assert backup.read_bytes().startswith(b"age-encryption.org/")
    with pytest.raises(RestoreProblem, match="--identity"):
        unpack(backup, folder, None)
    with pytest.raises(KeyProblem, match="does not open"):
        unpack(backup, folder, other_key)
    with pytest.raises(KeyProblem, match="holds no key"):
        unpack(backup, folder, backup)
    with pytest.raises(KeyProblem, match="no public key"):
        back_up(tmp_path / "two.backup", "nobody")
    assert not (tmp_path / "two.backup").exists()


@contextmanager
def people_marking(world: World) -> Iterator[None]:
    """Annotate again and again in another thread."""
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            mark(world.pupil, world.round, "Taxes", "opinion")
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def test_a_backup_is_not_written_over_another_file(world: World, tmp_path: Path) -> None:
    back_up(tmp_path / "one.backup")
    with pytest.raises(FileExistsError):
        back_up(tmp_path / "one.backup")


def shorter(data: bytes) -> bytes:
    return data[: len(data) // 2]


def other(data: bytes) -> bytes:
    return data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]


def other_sum(data: bytes) -> bytes:
    """Change the checksum at the end."""
    return data[:-6] + bytes([data[-6] ^ 1]) + data[-5:]


def foreign(data: bytes) -> bytes:
    return b"PK\x03\x04 something else"


@pytest.mark.parametrize("spoil", [shorter, other, other_sum, foreign])
def test_what_is_not_whole_is_not_unpacked(
    world: World, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    backup = tmp_path / "one.backup"
    back_up(backup)
    backup.write_bytes(spoil(backup.read_bytes()))
    with pytest.raises(RestoreProblem, match="no backup, or not whole"):
        unpack(backup, tmp_path / "unpacked", None)


@pytest.mark.once
def test_what_is_not_whole_is_not_restored(tmp_path: Path) -> None:
    backup, site = tmp_path / "one.backup", OtherSite(tmp_path / "empty")
    backup.write_bytes(foreign(b""))
    assert "no backup, or not whole" in site.refuses("restore", str(backup))
    # Nothing was written.
    with closing(sqlite3.connect(site.folder / "claimlight.sqlite3")) as database:
        assert not database.execute("SELECT name FROM sqlite_master").fetchall()


def test_a_backup_of_a_newer_version_asks_for_it(world: World, tmp_path: Path) -> None:
    backup, site = tmp_path / "one.backup", OtherSite(tmp_path / "empty")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('annotate', '9999_later', '2026-01-01')"
        )
    try:
        back_up(backup)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    assert "annotate.9999_later" in site.refuses("restore", str(backup))


def rewrite_table(backup: Path, table: str, change: Callable[[str], str]) -> None:
    """Replace the text of a table in the backup."""
    folder = backup.with_name("opened")
    with tarfile.open(backup) as archive:
        archive.extractall(folder, filter="data")
    lines = folder / "tables" / f"{table}.jsonl"
    lines.write_text(change(lines.read_text()))
    with tarfile.open(backup, "w:gz") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, path.name)


# A backup from either database is restored into a site on SQLite.
@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text + text.splitlines()[-1] + "\n", "does not take"),
        (lambda text: text.replace("Class", "Clasp"), "not what the backup holds, in people.Team"),
    ],
)
def test_rows_that_are_not_those_of_the_backup_are_told(
    world: World, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    backup, site = tmp_path / "one.backup", OtherSite(tmp_path / "empty")
    Team.objects.filter(pk=world.team.pk).update(name="Class")
    back_up(backup)
    rewrite_table(backup, "people.Team", change)
    assert message in site.refuses("restore", str(backup))
