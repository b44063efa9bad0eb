"""manage.py import: import one or several files as the import page does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.http import Http404

from people.access import get_team
from people.models import User
from people.permissions import Permission
from reports.formats.parsed import RowError, reason_of
from reports.imports.actions import (
    Choices,
    Preview,
    apply_import,
    discard_import,
    preview_import,
    upload_import,
)


class Command(BaseCommand):
    """Imports all of the files or none. What exists already does not change."""

    help = "Import articles and highlights from files of other tools or of Claimlight."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the import page."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument(
            "--as", dest="email", required=True, help="e-mail address of the person who imports"
        )
        parser.add_argument("--team", type=int, help="number of the team; without it, only for that person")
        parser.add_argument("--codebook", default="", help="number of the codebook; the four tags by default")
        parser.add_argument(
            "--tag",
            action="append",
            default=[],
            metavar="LABEL=TAG",
            help="the tag for a label, or LABEL=skip",
        )
        parser.add_argument(
            "--person",
            action="append",
            default=[],
            metavar="NAME=NUMBER",
            help="the person for a name, or NAME=new, or NAME=skip",
        )
        parser.add_argument("--dry-run", action="store_true", help="only show what the files contain")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the files; print what is in them, the problems, and the result."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        choices = Choices(_pairs(options["person"]), _pairs(options["tag"]), options["codebook"])
        try:
            team = get_team(user, options["team"], Permission.IMPORT_ANNOTATIONS) if options["team"] else None
            with transaction.atomic():
                for path in options["files"]:
                    self._import(user, team, path, choices, options["dry_run"])
        except (PermissionDenied, Http404) as error:
            raise CommandError(str(error)) from None

    def _import(self, user: User, team: Any, path: Path, choices: Choices, dry: bool) -> None:
        try:
            import_ = upload_import(user, path.name, path.read_bytes(), team)
        except RowError as error:
            raise CommandError(f"{path} {reason_of(error)}") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        if dry:
            self._print(path, preview_import(user, import_, choices))
            discard_import(user, import_)
            return
        self._print(path, preview_import(user, import_, choices))
        result = apply_import(user, import_, choices).result
        self.stdout.write(f"{path}: {result['articles']} new articles, {result['marks']} new highlights")

    def _print(self, path: Path, preview: Preview) -> None:
        self.stdout.write(
            f"{path}: {preview.summary.format}, {preview.new} new articles, {preview.existing} already here, "
            f"{preview.summary.annotations} highlights"
        )
        for kind, rows in (("tag", preview.tags), ("person", preview.people)):
            for row in rows:
                self.stdout.write(f"  {kind} {row.name} ({row.count} highlights): {row.becomes}")
        for problem in preview.problems:
            self.stderr.write(f"  {problem.where}: {problem.message}")


def _pairs(values: list[str]) -> dict[str, str]:
    for pair in values:
        if "=" not in pair:
            raise CommandError(f"“{pair}” does not have the form NAME=VALUE.")
    return dict(pair.rsplit("=", 1) for pair in values)
