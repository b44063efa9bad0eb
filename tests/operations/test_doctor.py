"""``manage.py doctor`` says what is wrong and what to do, and nothing if all is well."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from annotate.models import Annotation, Round
from articles.models import Article, Text
from newsroom.search.indexing.actions import index_pending
from operations.checks import Problem, checks
from tests.operations.site import newest_migration
from tests.world import World


@pytest.fixture(autouse=True)
def _durable(world: World) -> None:
    """Let PostgreSQL wait for the disk, as on a real site and unlike in other tests."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = on")


def problems(slug: str) -> list[Problem]:
    return list(checks()[slug].run())


@pytest.mark.parametrize("slug", checks())
def test_all_is_well_here(world: World, slug: str) -> None:
    assert problems(slug) == []


def test_a_mark_that_the_log_does_not_know(world: World) -> None:
    Annotation.objects.filter(pk=world.annotations["claim"].pk).update(start=1, end=2)
    [(problem, _to_do)] = problems("log")
    assert f"round {world.round.pk}" in problem
    assert problem.startswith("2 marks")


def test_a_log_that_goes_on_where_its_round_has_ended(world: World) -> None:
    Round.objects.filter(pk=world.round.pk).update(last_seq=1)
    assert "has more" in problems("log")[0][0]


def test_a_text_that_was_changed_behind_its_marks(world: World) -> None:
    Text.objects.filter(pk=world.text.pk).update(body="Something else.")
    assert "not the one that was marked" in problems("originals")[0][0]


def test_an_original_that_is_gone(world: World) -> None:
    Article.objects.filter(pk=world.article.pk).update(original="2026/11/gone.html")
    assert "gone.html" in problems("originals")[0][0]


def test_articles_that_are_missing_from_the_search_index(world: World) -> None:
    Article.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert problems("search")[0][0].startswith("3 articles")
    index_pending()
    assert problems("search") == []


def test_a_database_of_another_version(world: World) -> None:
    with connection.cursor() as cursor:
        newest = newest_migration("annotate")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'annotate' AND name = %s", [newest])
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('annotate', '9999_later', '2026-01-01')"
        )
    behind, newer = problems("database")
    assert behind == ("The database is 1 steps behind this version.", "Run: manage.py migrate")
    assert "annotate.9999_later" in newer[0]


def test_a_secret_that_others_may_read(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret_key").write_text("a secret")
    (tmp_path / "secret_key").chmod(0o644)
    assert problems("folder")[0][1] == f"Run: chmod 600 {tmp_path / 'secret_key'}"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", ["*"], "lets any name in"),
        ("ALLOWED_HOSTS", ["claims.example"], "without https"),
        ("ALLOWED_HOSTS", ["claims.example"], "nobody can reset a password"),
    ],
)
def test_what_the_internet_may_do(settings: Any, name: str, value: object, message: str) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    setattr(settings, name, value)
    assert message in " ".join(problem for problem, _to_do in problems("web"))
