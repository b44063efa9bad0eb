"""Check that the articles of teams are in the search index."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from newsroom.search.indexing.actions import never_indexed
from operations.checks import Problem

# New articles are indexed within minutes.
PATIENCE = timedelta(days=1)


class SearchIndex:
    """The index with which teams search their articles."""

    slug, order = "search", 7
    title = "The search index"

    def run(self) -> Iterator[Problem]:
        """Yield how many articles should be in the index and are not."""
        if count := never_indexed().filter(created_at__lt=timezone.now() - PATIENCE).count():
            yield (
                f"{count} articles are not in the search index.",
                "The site adds them by itself while it runs. To do it now: manage.py index_search",
            )
