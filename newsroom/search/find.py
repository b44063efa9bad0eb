"""Find the passages that match a query and that a person may see, the newest articles first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from newsroom.access import visible_article_ids, visible_layer_ids
from newsroom.models import Passage
from newsroom.search.backends import backend
from newsroom.search.indexing.passages import article_of, first_id, prefix
from newsroom.search.tokens.query import Query
from newsroom.search.tokens.words import LANGUAGES
from people.models import Team, User

# Passages that match are looked at in portions, of which each is larger than the one before it.
FIRST_PORTION, LARGEST_PORTION = 1_500, 12_000
# Results are counted up to here.
MAX_COUNT = 1_000
# Above all ids of passages.
END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: the slug of a tag, the key of whoever highlighted, and facts of the article."""

    tag: str = ""
    person: int | None = None
    publication: str = ""
    published_from: date | None = None
    published_to: date | None = None
    article: int | None = None

    def apply(self, passages: QuerySet[Passage]) -> QuerySet[Passage]:
        """Return those of the passages that fit."""
        wanted = {
            "annotation__tag__slug": self.tag or None,
            "annotation__layer__annotator": self.person,
            "article__publication": self.publication or None,
            "article__published__gte": self.published_from,
            "article__published__lte": self.published_to,
        }
        return passages.filter(**{path: value for path, value in wanted.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Search:
    """A search of ``user`` in a team."""

    user: User
    team: Team
    query: Query
    filters: Filters

    def find(self, limit: int, end: int = END) -> list[int]:
        """Return up to ``limit`` ids of passages below ``end``, highest first."""
        return list(islice(self._ids(end), limit)) if self.query else []

    def _ids(self, end: int) -> Iterator[int]:
        first, article = 0, self.filters.article
        if article is not None:
            first, end = first_id(article), min(end, first_id(article + 1))
        index, choices, portion = backend(), self._choices(), FIRST_PORTION
        while True:
            matching = index.matching(choices, first, end, portion)
            yield from self._visible(matching)
            if len(matching) < portion:
                return
            end, portion = matching[-1], min(2 * portion, LARGEST_PORTION)

    def _visible(self, ids: Sequence[int]) -> list[int]:
        """Return which of the ids are of passages that fit and that the user may see now, highest first.

        Whatever the index holds, this asks what is in the bin, deleted or hidden at this moment. It asks once for all
        passages of an article or of a layer, which are many.
        """
        current = Q(annotation=None) | Q(annotation__deleted=False)
        passages = self.filters.apply(Passage.objects.filter(current, pk__in=ids)).order_by("-pk")
        rows = list(passages.values_list("pk", "annotation__layer"))
        articles = visible_article_ids(self.user, self.team, {article_of(pk) for pk, _layer in rows})
        layers = visible_layer_ids(self.user, {layer for _pk, layer in rows if layer is not None})
        return [pk for pk, layer in rows if article_of(pk) in articles and (layer is None or layer in layers)]

    def _choices(self) -> list[list[list[str]]]:
        """Return the phrases as the index has them in each language."""
        return [
            [
                [prefix(self.team.pk, language) + stem for stem in phrase]
                for phrase in self.query.stems(language)
            ]
            for language in LANGUAGES
        ]
