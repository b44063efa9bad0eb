"""Databases that earlier versions made, with their demo in them, are brought up to date. A step that fails is none.

``earlier/`` has one of each version whose tables differ, as SQL: add the last one's when migrations are added.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.operations.site import Place, empty_place

pytestmark = pytest.mark.database
EARLIER = Path(__file__).parent / "earlier"
KIND = {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]
VERSIONS = sorted(EARLIER.glob(f"*.{KIND}.sql.gz"))
COUNTED = (
    "people_user",
    "people_team",
    "articles_article",
    "articles_text",
    "annotate_annotation",
    "annotate_change",
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with empty_place(tmp_path, connection.vendor) as found:
        yield found


def asked(place: Place, *statements: str) -> list[tuple[object, ...]]:
    """What the last statement answers, on the place's own database."""
    if place.database:
        with psycopg.connect(place.database, autocommit=True) as server:
            for statement in statements:
                rows = server.execute(statement.encode())
            return rows.fetchall() if rows.description else []
    with closing(sqlite3.connect(place.folder / "claimlight.sqlite3")) as file, file:
        for statement in statements[:-1]:
            file.executescript(statement)
        return file.execute(statements[-1]).fetchall() if statements[-1] else []


def counts(place: Place) -> list[tuple[object, ...]]:
    return asked(place, "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTED))


def made_by(version: Path, place: Place) -> None:
    asked(place, gzip.decompress(version.read_bytes()).decode(), "")


def test_there_is_one_of_each() -> None:
    assert len(VERSIONS) >= 5


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: path.name)
def test_an_earlier_version_is_brought_up_to_date(version: Path, place: Place) -> None:
    made_by(version, place)
    before = counts(place)
    assert all(before[0])
    place.does("prepare")
    assert counts(place) == before
    assert "of round" not in place.run("doctor").stdout, "a mark is not as its log has it"
    place.does(
        "export", "--as", "teacher@claimlight.example", "--format", "json", "--to", str(place.folder / "out")
    )
    [report] = (place.folder / "out").iterdir()
    assert len(json.loads(report.read_bytes())["passages"]) > 5


def test_a_step_that_fails_is_taken_back_and_told(place: Place) -> None:
    made_by(EARLIER / f"3.{KIND}.sql.gz", place)
    # In the way of what the next version makes.
    asked(place, "CREATE TABLE annotate_webhook (id integer)", "")
    steps = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
    before, counted = asked(place, steps), counts(place)
    said = place.refuses("prepare")
    assert "could not be brought up to date" in said
    assert "still runs on it" in said
    assert asked(place, steps) == before
    assert counts(place) == counted
    asked(place, "DROP TABLE annotate_webhook", "")
    place.does("prepare")
    assert counts(place) == counted
