"""The API of search."""

from typing import TypedDict

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from newsroom.models import Passage
from newsroom.search.find import END, MAX_COUNT, Filters, Search
from newsroom.search.results import Result, load_results
from newsroom.search.tokens.query import MAX_LENGTH, parse_query
from people.access import get_team
from web.api.openapi import Day, Uuid, list_response
from web.api.pagination import CheckedCursorPagination, PageInput, paginate
from web.api.validation import validate
from web.api.views import ApiView
from web.server.slow_views import slow_view


class SearchInput(PageInput):
    """The query parameters of a search."""

    MAX_LIMIT, DEFAULT_LIMIT = 200, 50

    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=MAX_LENGTH,
        help_text="Words, each of which a passage has in any inflection, case and accents, and “phrases” in quotation "
        "marks. There are no operators; without words nothing is found.",
    )
    tag = serializers.CharField(
        required=False, max_length=60, help_text="The slug of the tag of a highlight."
    )
    person = serializers.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, help_text="Who highlighted the passage."
    )
    publication = serializers.CharField(required=False, max_length=200)
    published_from = serializers.DateField(required=False)
    published_to = serializers.DateField(required=False)


class FoundArticleJson(TypedDict):
    """The article of a passage."""

    id: int
    title: str
    publication: str
    published: Day | None


class ExcerptJson(TypedDict):
    """A part of a text: ``marks`` are [start, end) of what matches in it, in code points.

    ``name`` is ``quote`` for the passage, ``note``, or the slug of a detail.
    """

    name: str
    text: str
    marks: list[tuple[int, int]]


class SearchResultJson(TypedDict):
    """A passage that was found: ``kind`` is title, text or highlight.

    ``start`` and ``end`` are code points of the article's text, 0 for a title. ``address`` opens the page there.
    """

    kind: str
    article: FoundArticleJson
    start: int
    end: int
    excerpts: list[ExcerptJson]
    round: int | None
    annotation: Uuid | None
    tag: str | None
    annotator: int | None
    address: str


@slow_view()
class SearchResults(ApiView):
    """What is found in a team's articles."""

    @extend_schema(
        responses={200: list_response(SearchResultJson, next=str | None, count=int, more=bool)},
        parameters=[SearchInput],
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return the passages that match, those of the newest articles first.

        ``count`` is how many there are in all, up to 1,000; ``more`` says that there are more.
        """
        team = get_team(request.user, pk)
        params = validate(SearchInput, request.query_params)
        limit = params.pop("limit", SearchInput.DEFAULT_LIMIT)
        params.pop("cursor", None)
        search = Search(request.user, team, parse_query(params.pop("q")), Filters(**params))
        all_ids, end = search.find(MAX_COUNT + 1), _position(request)
        ids = all_ids if end == END else search.find(limit + 1, end)
        response = paginate(
            request,
            Passage.objects.filter(pk__in=ids[: limit + 1]).only("pk"),
            SearchInput,
            ["-id"],
            lambda rows: [_json(request, found) for found in load_results(search, [row.pk for row in rows])],
        )
        response.data |= {"count": min(len(all_ids), MAX_COUNT), "more": len(all_ids) > MAX_COUNT}
        return response


def _position(request: Request) -> int:
    """Return the id below which the page of the request begins."""
    pages = CheckedCursorPagination()
    pages.field = Passage._meta.pk
    cursor = pages.decode_cursor(request)
    return END if cursor is None or cursor.position is None else int(cursor.position)


def _json(request: Request, result: Result) -> SearchResultJson:
    article, annotation = result.article, result.annotation
    return {
        "kind": result.kind,
        "article": {
            "id": article.pk,
            "title": article.title,
            "publication": article.publication,
            "published": article.published.isoformat() if article.published else None,
        },
        "start": result.start,
        "end": result.end,
        "excerpts": [
            {"name": name, "text": found.text, "marks": list(found.marks)}
            for name, found in result.excerpts.items()
        ],
        "round": annotation.layer.round_id if annotation else None,
        "annotation": str(annotation.pk) if annotation else None,
        "tag": annotation.tag.slug if annotation else None,
        "annotator": annotation.layer.annotator_id if annotation else None,
        "address": request.build_absolute_uri(result.link),
    }
