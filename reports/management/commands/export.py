"""manage.py export: write the files of the download page, for one article, a team, or all that a user may see."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import BadRequest
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404, QueryDict
from django.utils import timezone

from people.models import User
from reports.exports.export import export_articles
from reports.exports.zip_stream import marked_articles
from reports.formats import formats
from reports.options import HIDDEN, parse_options


class Command(BaseCommand):
    """Writes one file per article, and overwrites existing files."""

    help = "Write the reports that a person may see as files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the download page."""
        parser.add_argument(
            "--as", dest="email", required=True, help="e-mail address of the person who exports"
        )
        parser.add_argument("--format", required=True, choices=list(formats()))
        parser.add_argument(
            "--to", type=Path, default=Path("."), help="folder for the files; created if it does not exist"
        )
        parser.add_argument("--article", type=int, help="number of one article")
        parser.add_argument("--team", type=int, help="number of a team: all its articles")
        parser.add_argument("--round", default="", help="number of one round: only its highlights")
        parser.add_argument(
            "--reader", action="append", default=[], help="number of a reader: only this reader"
        )
        parser.add_argument("--revision", default="", help="revision of the text; the newest by default")
        parser.add_argument("--threshold", default="", help="anybody, majority, all, or a number of readers")
        parser.add_argument(
            "--agreed", action="store_true", help="the agreed passages instead of each reader's highlights"
        )
        parser.add_argument(
            "--hide-names", action="store_true", help="number the readers instead of naming them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and print their paths."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        query = QueryDict(mutable=True)
        query.setlist("reader", options["reader"])
        for name in ("threshold", "round", "revision"):
            query[name] = options[name]
        query["agreed"] = "1" if options["agreed"] else ""
        query["names"] = HIDDEN if options["hide_names"] else ""
        try:
            report_options = parse_options(query)
            articles = marked_articles(user, options["team"], options["article"])
        except (BadRequest, Http404) as error:
            raise CommandError(str(error)) from None
        if not articles:
            raise CommandError("This person cannot see any article with highlights here.")
        options["to"].mkdir(parents=True, exist_ok=True)
        day = timezone.localdate()
        for pk, file in export_articles(user, articles, options["format"], report_options, day):
            if file is not None:
                name, content = file
                path = options["to"] / f"{pk}-{name}"
                path.write_bytes(content)
                self.stdout.write(str(path))
            else:
                self.stderr.write(f"Article {pk} could not be exported.")
