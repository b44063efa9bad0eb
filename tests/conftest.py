"""Fixtures for all tests: fast passwords, plain static file names, and a folder for uploads."""

import os
import pickle
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils import translation
from hypothesis import settings as hypothesis

from reports import cached_results
from tests.snapshot import Snapshot, database_is_empty
from tests.world import World, build_world
from web.cache import ByteLimitedCache

# The time of an example means nothing on a busy machine; speed is measured in benchmarks/.
hypothesis.register_profile("claimlight", deadline=None)
hypothesis.load_profile("claimlight")

# Emptying the database after a test with transactions would write Django's permissions anew, which nothing here uses
# (people/permissions.py): most of what that takes.
post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")

NUMBERS = count()


@pytest.fixture(autouse=True)
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change only how fast the application is, where it writes, and what it remembers of earlier tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Making a tmp_path takes longer the more there are.
    settings.MEDIA_ROOT = Path(os.environ["CLAIMLIGHT_TESTS"], "media", str(os.getpid()), str(next(NUMBERS)))
    settings.MEDIA_ROOT.mkdir(parents=True)
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Every test has the same world: what was made of it with other settings must be made again.
    monkeypatch.setattr(cached_results, "CACHE", ByteLimitedCache(cached_results.CACHE.max_bytes))
    # Requests leave their language active in this thread.
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def world_snapshots() -> list[Snapshot]:
    """The snapshot of the world, once a test has built it."""
    return []


@pytest.fixture
def world(db: None, world_snapshots: list[Snapshot]) -> World:
    """The people of ``tests/world.py``, with what they have made; built once, and put back for each further test."""
    if not database_is_empty():
        return build_world()
    if not world_snapshots:
        world_snapshots.append(Snapshot.take(build_world))
        return pickle.loads(world_snapshots[0].result)
    return world_snapshots[0].restore()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Close connections of threads that answered requests: PostgreSQL cannot drop a database that is in use."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
