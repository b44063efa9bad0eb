"""The page over all articles of a team, or over one's own, and the same as data."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotate.telling import told_codebook
from people.access import team_for
from people.models import Team, User
from reports.across import BY
from reports.across_gather import NEWEST, Overview, overview
from reports.formats.json import plain_value

READ = "read the report"
NAMES = {
    "publication": gettext_lazy("publication"),
    "author": gettext_lazy("author"),
    "month": gettext_lazy("month"),
}
# So many rows at first; the rest unfolds.
FIRST = 25


@login_required
@require_safe
def across_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """``?by=`` publication, author or month; ``?codebook=`` the slug of one."""
    team, found = _found(request.user, pk, request.GET)
    tags = told_codebook(found.codebook.pure).tags if found.codebook else ()
    most = max((rate.per_100_words for group in found.across.groups for rate in group.rates), default=0.0)
    page = {
        "team": team,
        "found": found,
        "tags": tags,
        "names": {tag.slug: tag.plural for tag in tags},
        "most": most or 1.0,
        "first": found.across.groups[:FIRST],
        "rest": found.across.groups[FIRST:],
        "by": [(value, NAMES[value]) for value in BY],
        "by_said": NAMES[found.across.by],
        "newest": NEWEST,
    }
    return render(request, "reports/across.html", page)


class AcrossArticles(APIView):
    """``teams/{id}/across/`` and ``articles/across/``"""

    def get(self, request: Request, pk: int | None = None) -> Response:
        """The numbers; ``by`` and ``codebook`` as on the page."""
        _team, found = _found(request.user, pk, request.query_params)
        shown = ("article", "title", "month", "readers", "score")
        agreed = [{name: plain_value(getattr(row, name)) for name in shown} for row in found.agreed]
        book = {"slug": found.codebook.slug, "version": found.codebook.version} if found.codebook else None
        return Response(plain_value(found.across) | {"agreement": agreed, "codebook": book})


def _found(user: User, pk: int | None, given: QueryDict) -> tuple[Team | None, Overview]:
    team = team_for(user, pk, READ) if pk is not None else None
    by = given.get("by") or BY[0]
    if by not in BY:
        raise BadRequest(_("“by” is one of: {names}.").format(names=", ".join(BY)))
    return team, overview(user, team, by, given.get("codebook") or "")
