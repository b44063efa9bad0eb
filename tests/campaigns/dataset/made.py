"""Makes a dataset, and reads it back."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from campaigns.dataset.actions import start_dataset
from campaigns.models import Campaign
from people.models import User
from reports.exports.jobs import path_of, write_export
from reports.models import ExportJob


class Made:
    """A dataset: its bytes, and its files by their paths."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            self.files = {name: archive.read(name) for name in archive.namelist()}

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a CSV file."""
        return list(csv.DictReader(io.StringIO(self.text(name), newline="")))

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Return the objects of a file with JSON lines."""
        return [json.loads(line) for line in self.text(name).splitlines()]

    def text(self, name: str) -> str:
        """Return a file as text."""
        return self.files[name].decode()


def make(
    user: User, campaign: Campaign, named: bool = True, formats: Iterable[str] = ("claimlight",)
) -> Made:
    """Make a dataset as the background does, and read it."""
    job = start_dataset(user, campaign, named, formats)
    write_export(job.pk)
    job = ExportJob.objects.get(pk=job.pk)
    assert job.finished_at
    assert not job.left_out
    return Made(path_of(job).read_bytes())
