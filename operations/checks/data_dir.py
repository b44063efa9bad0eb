"""The folder with the database, the originals and the secret key."""

import os
import shutil
import stat
from collections.abc import Iterator

from django.conf import settings

from operations.checks import Problem

# Bytes: a class fills some megabytes a week.
LITTLE = 500_000_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class DataDir:
    """Ours alone, and with room."""

    slug, order = "folder", 2
    title = "The data folder"

    def look(self) -> Iterator[Problem]:
        """Of DATA_DIR."""
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
        if free < LITTLE:
            yield f"{folder} has {free // 10**6} MB left.", "Make room: without any nobody can mark."
        secret = folder / "secret_key"
        if secret.exists() and secret.stat().st_mode & OTHERS:
            yield f"Others on this machine may read {secret}.", f"Run: chmod 600 {secret}"
