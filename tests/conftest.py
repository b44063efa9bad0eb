"""Fixtures for all tests: fast passwords, plain static file names, and a folder for uploads."""

import os
import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis

from reports import cached_results
from tests.databases import copied_database, drop_migrated_database, empty_tables
from tests.snapshot import Snapshot, database_is_empty
from tests.world import World, build_world
from web.cache import ByteLimitedCache

# The time of an example means nothing on a busy machine; speed is measured in benchmarks/.
hypothesis.register_profile("claimlight", deadline=None)
hypothesis.load_profile("claimlight")

TransactionTestCase._fixture_teardown = empty_tables

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
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """A database for this process, instead of pytest-django's, which each process migrates anew."""
    process = getattr(request.config, "workerinput", {"workerid": "alone"})["workerid"]
    with django_db_blocker.unblock():
        copy = ExitStack()
        copy.enter_context(copied_database(process))
    yield
    with django_db_blocker.unblock():
        copy.close()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Drop the database that was copied, once all processes are done and pytest-django blocks nothing any more."""
    if not hasattr(config, "workerinput"):
        drop_migrated_database()
