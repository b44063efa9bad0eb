"""The page with statistics over a team's articles, or over one's own, and the same as data."""

from typing import Any, TypedDict

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
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
from web.api.views import ApiView
from web.server.slow_views import slow_view

GROUPING_NAMES = {
    "publication": gettext_lazy("publication"),
    "author": gettext_lazy("author"),
    "month": gettext_lazy("month"),
}
# Rows that are visible at first; the others unfold.
FIRST_ROWS = 25


@slow_view()
@login_required
@require_safe
def corpus_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Show the statistics; ``?by=`` publication, author or month; ``?codebook=`` the slug of one."""
    team, corpus = _requested_corpus(request.user, pk, request.GET)
    tags = translate_codebook(corpus.codebook.pure).tags if corpus.codebook else ()
    max_rate = max(
        (rate.per_100_words for group in corpus.statistics.groups for rate in group.rates), default=0.0
    )
    context = {
        "team": team,
        "corpus": corpus,
        "tags": tags,
        "names": {tag.slug: tag.plural for tag in tags},
        "most": max_rate or 1.0,
        "first": corpus.statistics.groups[:FIRST_ROWS],
        "rest": corpus.statistics.groups[FIRST_ROWS:],
        "by": [(value, GROUPING_NAMES[value]) for value in GROUPINGS],
        "by_said": GROUPING_NAMES[corpus.statistics.by],
        "newest": MAX_AGREEMENT_ARTICLES,
    }
    return render(request, "reports/corpus.html", context)


class CorpusInput(serializers.Serializer[Any]):
    """How articles are grouped, and whose tags are counted."""

    by = serializers.ChoiceField(list(GROUPINGS), required=False)
    codebook = serializers.CharField(required=False, help_text="Slug of a codebook.")


class AgreedArticleJson(TypedDict):
    """How far the readers of one article agree by character."""

    article: int
    title: str
    month: str
    readers: int
    score: Score


class SlugVersionJson(TypedDict):
    """A version of a codebook."""

    slug: str
    version: int


class CorpusJson(TypedDict):
    """Annotations over many articles: in each group, and in all of them."""

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
    """Statistics over all of the user's articles."""

    @extend_schema(responses={200: CorpusJson}, parameters=[CorpusInput])
    def get(self, request: Request) -> Response:
        """Return the statistics over all of one’s articles; ``by`` and ``codebook`` as on the page."""
        return self.answer(request, None)

    def answer(self, request: Request, pk: int | None) -> Response:
        """Return the statistics of a team, or of one's own articles."""
        _team, corpus = _requested_corpus(request.user, pk, request.query_params)
        names = ("article", "title", "month", "readers", "score")
        agreements = [{name: plain_value(getattr(row, name)) for name in names} for row in corpus.agreements]
        codebook = (
            {"slug": corpus.codebook.slug, "version": corpus.codebook.version} if corpus.codebook else None
        )
        return Response(plain_value(corpus.statistics) | {"agreement": agreements, "codebook": codebook})


@slow_view()
class TeamCorpus(OwnCorpus):
    """``teams/{id}/across/``"""

    @extend_schema(responses={200: CorpusJson}, parameters=[CorpusInput])
    def get(self, request: Request, pk: int) -> Response:
        """Return the statistics over all of a team’s articles; ``by`` and ``codebook`` as on the page."""
        return self.answer(request, pk)


def _requested_corpus(user: User, pk: int | None, query: QueryDict) -> tuple[Team | None, Corpus]:
    team = get_team(user, pk, Permission.VIEW_REPORT) if pk is not None else None
    by = query.get("by") or GROUPINGS[0]
    if by not in GROUPINGS:
        raise BadRequest(_("“by” must be one of: {names}.").format(names=", ".join(GROUPINGS)))
    return team, load_corpus(user, team, by, query.get("codebook") or "")
