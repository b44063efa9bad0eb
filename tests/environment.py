"""Loaded before the settings (see addopts): tests get their own data folder and no variables of the developer."""

import atexit
import gc
import os
import shutil
import sys
import tempfile

import pytest

# The slowest files come first, so that both processors stay busy until the end.
SLOWEST = (
    "test_api_schema.py", "operations/test_upgrades.py", "browser/pages/test_accessibility.py", "test_odd_values.py",
    "test_access_table.py", "browser/rounds/test_rounds.py", "operations/test_backup.py",
    "reports/imports/test_hostile_records.py", "reports/test_cache.py", "annotate/bin/test_bin.py",
    "annotate/rounds/test_round_machine.py", "browser/network/test_streams.py", "browser/network/test_killed_server.py",
    "browser/pages/test_hostile_records.py", "annotate/live/test_event_stream.py",
    "operations/test_graceful_shutdown.py", "browser/network/test_rough_network.py",
    "reports/formats/test_pdf_memory.py", "patterns/test_python.py", "annotate/test_blind_channels.py",
    "annotate/test_blind_channels_groups.py", "operations/test_hostile_clients.py",
    "campaigns/whole/test_whole_campaign.py", "campaigns/assigning/test_machine.py",
    "campaigns/assigning/test_at_once.py", "campaigns/releasing/test_blind_channels.py",
)  # fmt: skip
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "world"}

if "CLAIMLIGHT_TESTS" not in os.environ:
    # The workers of pytest-xdist inherit it; the process that created it deletes it.
    folder = os.environ["CLAIMLIGHT_TESTS"] = tempfile.mkdtemp(prefix="claimlight-tests-")
    os.mkdir(os.path.join(folder, "static"))  # WhiteNoise requires it
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["DATA_DIR"] = os.environ["CLAIMLIGHT_TESTS"]
os.environ["SECRET_KEY"] = "only-for-tests-" * 4
# Workers, servers and commands read what another one compiled, also where Python is told not to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# PostgreSQL need not survive a power failure: nothing waits for the disk.
os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
# No test reaches another machine; those that fetch articles have websites of their own (tests/websites.py).
os.environ["FETCH_ARTICLES"] = "0"
for name in ("DEBUG", "HTTPS", "ALLOWED_HOSTS", "TRUSTED_PROXIES"):
    os.environ.pop(name, None)


# What collecting creates is needed until the end: looking through it for garbage takes a fifth of the time.
gc.disable()

# Files that ask every address of the site, most of them as each of several people, and long plays of campaigns: they
# take minutes, so only PostgreSQL has them.
SWEEPS = (
    "annotate/bin/test_bin", "annotate/hints/test_channels", "annotate/test_blind_channels",
    "annotate/trial/test_refusals", "campaigns/assigning/test_machine", "campaigns/releasing/test_blind_channels",
    "campaigns/setup/test_locks", "campaigns/whole", "people/test_archive", "reports/imports/test_hostile_records",
    "test_access_table", "test_after_removal", "test_api_schema", "test_content_security",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what PostgreSQL has too with ``database``, and sweeps with ``sweep``; sort the slowest files first."""
    for item in items:
        if any(sweep in str(item.path) for sweep in SWEEPS):
            item.add_marker("sweep")
        fixtures = set(getattr(item, "fixturenames", ()))
        asks = fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db")
        if asks and not item.get_closest_marker("once"):
            item.add_marker("database")
    items.sort(key=lambda item: not str(item.path).endswith(SLOWEST))


def pytest_collection_finish() -> None:
    """Leave what was collected out of garbage collection, which begins now."""
    gc.freeze()
    gc.enable()
