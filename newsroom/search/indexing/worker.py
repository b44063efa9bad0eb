"""The thread of a web process that indexes what was just changed, and from time to time whatever else changed."""

import logging
import threading
import time
from functools import partial
from typing import Any

from django.db import connections, transaction
from django.db.models.signals import post_save

from annotate.change_log import change_appended
from annotate.models import Round
from articles.models import Article, Text
from newsroom.search.indexing.actions import index_pending, try_to_index
from web.failures import report_failure

log = logging.getLogger(__name__)


class SearchIndexer:
    """One thread per process. Each process follows its own changes, and finds those that nobody followed."""

    # Seconds to wait after a change, so that changes in quick succession are indexed once.
    BATCH_DELAY = 1.0
    # Imports and commands announce nothing: after so many seconds all articles are compared with the index, or after so
    # many times as long as that took.
    COMPARE_AFTER, COMPARE_SHARE = 60.0, 100.0

    def __init__(self) -> None:
        self.woken, self.lock = threading.Event(), threading.Lock()
        self.articles: set[int] = set()
        self.rounds: set[int] = set()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread. An index that is not there yet, or was made by other rules, is built first."""
        change_appended.connect(self.follow_round)
        post_save.connect(self.follow_article, sender=Article)
        post_save.connect(self.follow_text, sender=Text)
        self.thread = threading.Thread(target=self._run, name="search index", daemon=True)
        self.thread.start()

    def follow_round(self, round: Round, **signal: Any) -> None:
        """Index the article of a round once the change is committed."""
        transaction.on_commit(partial(self._add, self.rounds, round.pk))

    def follow_article(self, instance: Article, **signal: Any) -> None:
        """Index an article once it is saved."""
        transaction.on_commit(partial(self._add, self.articles, instance.pk))

    def follow_text(self, instance: Text, **signal: Any) -> None:
        """Index the article of a new text."""
        transaction.on_commit(partial(self._add, self.articles, instance.article_id))

    def _add(self, keys: set[int], pk: int) -> None:
        with self.lock:
            keys.add(pk)
        self.woken.set()

    def _run(self) -> None:
        compare_at = time.monotonic()
        while True:
            try:
                if time.monotonic() >= compare_at:
                    started = time.monotonic()
                    index_pending()
                    took = time.monotonic() - started
                    compare_at = time.monotonic() + max(self.COMPARE_AFTER, self.COMPARE_SHARE * took)
                self.index_changed()
            except Exception:
                report_failure("the search index")
                compare_at = time.monotonic() + self.COMPARE_AFTER
            connections.close_all()
            if self.woken.wait(max(0.0, compare_at - time.monotonic())):
                threading.Event().wait(self.BATCH_DELAY)

    def index_changed(self) -> None:
        """Index the articles that this process changed."""
        with self.lock:
            self.woken.clear()
            articles, rounds = set(self.articles), set(self.rounds)
            self.articles.clear()
            self.rounds.clear()
        of_rounds = Round.all_objects.filter(pk__in=rounds).values_list("text__article", flat=True)
        for pk in articles.union(of_rounds):
            try_to_index(pk)


search_indexer = SearchIndexer()
