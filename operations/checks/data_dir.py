"""Check the folder of the database, the originals and the secret key."""

import os
import shutil
import stat
from collections.abc import Iterator

from django.conf import settings

from operations.checks import Problem

# Bytes. A class adds some megabytes a week.
MIN_FREE = 500_000_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class DataDir:
    """Access to DATA_DIR and room in it."""

    slug, order = "folder", 2
    title = "The data folder"

    def run(self) -> Iterator[Problem]:
        """Yield problems with DATA_DIR."""
        folder = settings.DATA_DIR
        if not os.access(folder, os.W_OK):
            yield (
                f"{folder} cannot be written to.",
                "Give it to the user that the site runs as, or set DATA_DIR.",
            )
        if folder.stat().st_mode & OTHERS:
            yield (
                f"Others on this machine can read what is in {folder}: sessions, addresses, marks, originals.",
                f"Run: chmod -R go= {folder}",
            )
        free = shutil.disk_usage(folder).free
        if free < MIN_FREE:
            yield f"{folder} has {free // 10**6} MB left.", "Make room: without any nobody can mark."
        secret = folder / "secret_key"
        if secret.exists() and secret.stat().st_mode & OTHERS:
            yield f"Others on this machine may read {secret}.", f"Run: chmod 600 {secret}"
