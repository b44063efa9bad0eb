"""manage.py index_search: bring the search index up to date, or build it anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom.models import IndexedArticle
from newsroom.search.indexing.actions import forget_deleted, index_article, pending_articles

# Articles between two lines of progress.
EVERY = 500


class Command(BaseCommand):
    """May be stopped and run again at any time, and while the site runs."""

    help = "Bring the search index up to date. The site does so by itself; this shows how far it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --again."""
        parser.add_argument("--again", action="store_true", help="build the whole index anew")

    def handle(self, *args: Any, again: bool = False, **options: Any) -> None:
        """Index one article after the other, the newest first."""
        if again:
            IndexedArticle.objects.update(rules=0)
        forget_deleted()
        pending = list(pending_articles())
        for number, pk in enumerate(pending, 1):
            index_article(pk)
            if number % EVERY == 0:
                self.stdout.write(f"{number:,} of {len(pending):,} articles")
        self.stdout.write(f"{len(pending):,} articles were indexed. The search index is up to date.")
