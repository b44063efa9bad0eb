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

    help = "Write the reports that somebody may see, as files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the download page."""
        parser.add_argument("--as", dest="email", required=True, help="the e-mail address of who exports")
        parser.add_argument("--format", required=True, choices=list(formats()))
        parser.add_argument("--to", type=Path, default=Path("."), help="the folder; made where it is missing")
        parser.add_argument("--article", type=int, help="one article by its number")
        parser.add_argument("--team", type=int, help="the articles of one team by its number")
        parser.add_argument("--round", default="", help="the marks of one round by its number")
        parser.add_argument("--reader", action="append", default=[], help="only this reader, by their number")
        parser.add_argument("--revision", default="", help="of the text; without, the newest")
        parser.add_argument("--threshold", default="", help="anybody, majority, all, or a number of readers")
        parser.add_argument(
            "--agreed", action="store_true", help="what is agreed, in place of each reader's marks"
        )
        parser.add_argument("--hide-names", action="store_true", help="number the readers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and print their paths."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
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
            raise CommandError("There is no marked article here that this person may see.")
        options["to"].mkdir(parents=True, exist_ok=True)
        day = timezone.localdate()
        for pk, file in export_articles(user, articles, options["format"], report_options, day):
            if file is not None:
                name, content = file
                path = options["to"] / f"{pk}-{name}"
                path.write_bytes(content)
                self.stdout.write(str(path))
            else:
                self.stderr.write(f"Article {pk} could not be written.")
