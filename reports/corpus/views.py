"""The page over all articles of a team, or over one's own, and the same as data."""

from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.codebooks.translation import translate_codebook
from people.access import get_team
from people.models import Team, User
from people.permissions import Permission
from reports.agreement.measure import Score
from reports.corpus.loader import MAX_AGREEMENT_ARTICLES, Corpus, load_corpus
from reports.corpus.statistics import GROUPINGS, Group, Recurring
from reports.formats.interchange.json import plain_value
from web.api.openapi import responses
from web.api.views import ApiView
from web.server.slow_views import slow_view

GROUPING_NAMES = {
    "publication": gettext_lazy("publication"),
    "author": gettext_lazy("author"),
    "month": gettext_lazy("month"),
}
# So many rows at first; the rest unfolds.
FIRST_ROWS = 25


@slow_view()
@login_required
@require_safe
def corpus_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """``?by=`` publication, author or month; ``?codebook=`` the slug of one."""
    team, found = _requested_corpus(request.user, pk, request.GET)
    tags = translate_codebook(found.codebook.pure).tags if found.codebook else ()
    most = max((rate.per_100_words for group in found.across.groups for rate in group.rates), default=0.0)
    page = {
        "team": team,
        "found": found,
        "tags": tags,
        "names": {tag.slug: tag.plural for tag in tags},
        "most": most or 1.0,
        "first": found.across.groups[:FIRST_ROWS],
        "rest": found.across.groups[FIRST_ROWS:],
        "by": [(value, GROUPING_NAMES[value]) for value in GROUPINGS],
        "by_said": GROUPING_NAMES[found.across.by],
        "newest": MAX_AGREEMENT_ARTICLES,
    }
    return render(request, "reports/across.html", page)


class CorpusInput(serializers.Serializer[Any]):
    """How articles are put together, and which tags."""

    by = serializers.ChoiceField(list(GROUPINGS), required=False)
    codebook = serializers.CharField(required=False, help_text="The slug of one.")


class AgreedArticleJson(TypedDict):
    """How far the readers of one article agree by letter."""

    article: int
    title: str
    month: str
    readers: int
    score: Score


class SlugVersionJson(TypedDict):
    """A version of a tag set."""

    slug: str
    version: int


class CorpusJson(TypedDict):
    """Marks over many articles: in each group, and in all of them."""

    by: str
    tags: list[str]
    groups: list[Group]
    all: Group
    sources: list[Recurring]
    loaded: list[Recurring]
    agreement: list[AgreedArticleJson]
    codebook: SlugVersionJson | None


@slow_view()
class OwnCorpus(ApiView):
    """``articles/across/``"""

    @responses(CorpusJson, asks=CorpusInput)
    def get(self, request: Request) -> Response:
        """The numbers over all of one’s articles; ``by`` and ``codebook`` as on the page."""
        return self.answer(request, None)

    def answer(self, request: Request, pk: int | None) -> Response:
        """Of a team, or of one's own."""
        _team, found = _requested_corpus(request.user, pk, request.query_params)
        shown = ("article", "title", "month", "readers", "score")
        agreed = [{name: plain_value(getattr(row, name)) for name in shown} for row in found.agreed]
        book = {"slug": found.codebook.slug, "version": found.codebook.version} if found.codebook else None
        return Response(plain_value(found.across) | {"agreement": agreed, "codebook": book})


@slow_view()
class TeamCorpus(OwnCorpus):
    """``teams/{id}/across/``"""

    @responses(CorpusJson, asks=CorpusInput)
    def get(self, request: Request, pk: int) -> Response:
        """The numbers over all of a team’s articles; ``by`` and ``codebook`` as on the page."""
        return self.answer(request, pk)


def _requested_corpus(user: User, pk: int | None, given: QueryDict) -> tuple[Team | None, Corpus]:
    team = get_team(user, pk, Permission.VIEW_REPORT) if pk is not None else None
    by = given.get("by") or GROUPINGS[0]
    if by not in GROUPINGS:
        raise BadRequest(_("“by” is one of: {names}.").format(names=", ".join(GROUPINGS)))
    return team, load_corpus(user, team, by, given.get("codebook") or "")
