"""The private keys are in the database and in backups of it, and nowhere else."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import got_request_exception
from django.test import Client

from lti.models import SigningKey
from lti.security.keys import sign
from operations.backups.write import back_up
from operations.models import Failure
from operations.monitoring import failures
from people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording() -> Iterator[None]:
    """Failures of requests are recorded, as in a server."""
    failures.start()
    yield
    got_request_exception.disconnect(dispatch_uid="failures")


def test_they_are_in_no_log_and_no_report_of_failures(
    recording: None, caplog: pytest.LogCaptureFixture
) -> None:
    sign({})
    key = SigningKey.objects.get()
    secret = key.private_key.splitlines()[5]
    # A damaged key, which cannot be read.
    SigningKey.objects.update(private_key=key.private_key.replace("BEGIN", "BEGUN"))
    client = Client(raise_request_exception=False)
    assert client.get("/lti/keys/").status_code == 500
    client.force_login(User.objects.create_superuser("operator@school.example", "long-password", name="Kim"))
    dashboard = client.get("/operations/").content.decode()
    kept = " ".join(str(failure) for failure in Failure.objects.values_list())
    assert "lti/security/keys.py" in kept
    for text in (caplog.text, dashboard, kept):
        assert secret not in text
        assert "PRIVATE KEY" not in text


@pytest.mark.django_db(transaction=True)
def test_they_are_in_backups(tmp_path: Path) -> None:
    sign({})
    back_up(tmp_path / "site.backup")
    with tarfile.open(tmp_path / "site.backup") as archive:
        (name,) = (name for name in archive.getnames() if "lti.SigningKey" in name)
        rows = archive.extractfile(name)
        assert rows
        columns, values = (json.loads(line) for line in rows.read().splitlines())
    assert dict(zip(columns, values, strict=True))["private_key"] == SigningKey.objects.get().private_key
