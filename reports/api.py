"""The API of reports: the numbers, the downloads, and what a team writes into the report."""

from typing import Any, TypedDict

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from rest_framework import serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from articles.access import article_for, current_text
from reports import actions
from reports.access import SHARE, findings_on, merged_on, share_on, shares_on
from reports.analysis.report import Report
from reports.exports.responses import download, unknown
from reports.exports.zip_stream import marked_articles, pieces
from reports.formats import formats
from reports.formats.interchange.json import plain
from reports.loader import claim_tag, gathered
from reports.models import SharedReport
from reports.options import wishes
from reports.sharing.views import DAYS, link_to, wanted_of
from web.api.openapi import Time, answers, listed
from web.api.validation import checked
from web.api.views import View
from web.fields import SingleLineInput
from web.rate_limits import charge
from web.server.slow_views import slow_view

READ = "read the report"


class WishesInput(serializers.Serializer[Any]):
    """Of whose marks."""

    threshold = serializers.CharField(
        required=False, help_text="`anybody`, `majority`, `all` or a number of readers."
    )
    round = serializers.IntegerField(required=False)
    reader = serializers.ListField(child=serializers.IntegerField(), required=False)
    names = serializers.ChoiceField(["", "hidden"], required=False)
    revision = serializers.IntegerField(required=False, help_text="Of the text; without, the newest.")
    agreed = serializers.ChoiceField(
        ["", "0", "1"], required=False, help_text="For files with marks: the agreed ones."
    )


class ArticleReport(View):
    """``articles/{id}/report/``"""

    @answers(Report, asks=WishesInput)
    def get(self, request: Request, pk: int) -> HttpResponse:
        """The report as JSON; ``threshold``, ``round`` and ``reader`` say of what."""
        article = article_for(request.user, pk, READ)
        found = gathered(request.user, article, wishes(request.query_params))
        said = found.product("JSON of the API", lambda: JSONRenderer().render(plain(found.report)))
        return HttpResponse(said, content_type="application/json")


@slow_view()
class ReportDownload(View):
    """``articles/{id}/report.{format}``"""

    @answers(files=lambda: (kind.media_type for kind in formats().values()), asks=WishesInput)
    def get(self, request: Request, pk: int, slug: str) -> HttpResponse:
        """The report as a file; ``threshold``, ``round`` and ``reader`` say of what."""
        article = article_for(request.user, pk, READ)
        wanted = wishes(request.query_params)
        return download(request.user, article, slug, wanted)


@slow_view()
class TeamDownload(View):
    """``teams/{id}/reports.{format}.zip``"""

    @answers(files=lambda: ["application/zip"], asks=WishesInput)
    def get(self, request: Request, pk: int, slug: str) -> StreamingHttpResponse:
        """The report on each marked article of a team as a file, in a ZIP that is made while it is sent."""
        if slug not in formats():
            raise unknown(slug)
        wanted = wishes(request.query_params)
        articles = marked_articles(request.user, pk)
        charge(request.user, "files")
        made = pieces(request.user, articles, slug, wanted, timezone.localdate(), [])
        response = StreamingHttpResponse(made, content_type="application/zip")
        name = f"reports-{timezone.localdate().isoformat()}.{slug}.zip"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response


class MergeInput(serializers.Serializer[Any]):
    """Which source is which."""

    source = serializers.CharField(max_length=actions.MOST_LETTERS)
    into = SingleLineInput(max_length=actions.MOST_LETTERS)


class MergedSourceJson(TypedDict):
    """The source as readers call it, folded, and the source that it is counted as."""

    source: str
    into: str


class SourceInput(serializers.Serializer[Any]):
    """Which name."""

    source = serializers.CharField(required=False)


class Sources(View):
    """``articles/{id}/sources/``: the names that are counted as one source"""

    @answers(listed(MergedSourceJson))
    def get(self, request: Request, pk: int) -> Response:
        """Each name, folded, with the source it is counted as."""
        article = article_for(request.user, pk, READ)
        return Response(
            {"results": [{"source": key, "into": name} for key, name in merged_on(article).items()]}
        )

    @answers(listed(MergedSourceJson), takes=MergeInput)
    def put(self, request: Request, pk: int) -> Response:
        """Count ``source`` as ``into``; the same request twice changes nothing."""
        article = article_for(request.user, pk, actions.VERB)
        given = checked(MergeInput, request.data)
        actions.merge_source(request.user, article, **given)
        return self.get(request, pk)

    @answers(status=204, asks=SourceInput)
    def delete(self, request: Request, pk: int) -> Response:
        """Count ``?source=`` apart again."""
        article = article_for(request.user, pk, actions.VERB)
        actions.part_source(request.user, article, request.query_params.get("source", ""))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SpanInput(serializers.Serializer[Any]):
    """Where a claim stands."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)


class FindingInput(SpanInput):
    """What was found about it."""

    status = serializers.CharField(max_length=60)
    evidence = serializers.ListField(child=serializers.CharField(), required=False, default=list)
    note = serializers.CharField(required=False, default="", allow_blank=True)


class FindingRowJson(TypedDict):
    """What was found out about a claim, and by whom."""

    start: int
    end: int
    status: str
    evidence: list[str]
    note: str
    by: str


class Findings(View):
    """``articles/{id}/findings/``: what was found about the claims"""

    @answers(listed(FindingRowJson))
    def get(self, request: Request, pk: int) -> Response:
        """In the order of the text."""
        article = article_for(request.user, pk, READ)
        found = findings_on(current_text(article))
        rows = [
            {
                "start": f.start,
                "end": f.end,
                "status": f.status,
                "evidence": list(f.evidence),
                "note": f.note,
                "by": f.by,
            }
            for f in found
        ]
        return Response({"results": rows})

    @answers(listed(FindingRowJson), takes=FindingInput)
    def put(self, request: Request, pk: int) -> Response:
        """Write down what was found about the claim from ``start`` to ``end``;

        The same request twice changes nothing.
        """
        article = article_for(request.user, pk, actions.VERB)
        given = checked(FindingInput, request.data)
        wanted = given
        details = {"status": wanted.pop("status"), "evidence": wanted.pop("evidence")}
        actions.write_finding(
            request.user, article, claim_tag(request.user, article), details=details, **wanted
        )
        return self.get(request, pk)

    @answers(status=204, asks=SpanInput)
    def delete(self, request: Request, pk: int) -> Response:
        """Take back what was found about the claim from ``?start=`` to ``?end=``."""
        article = article_for(request.user, pk, actions.VERB)
        given = checked(SpanInput, request.query_params)
        actions.clear_finding(request.user, article, **given)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ShareInput(serializers.Serializer[Any]):
    """How long a link works, 0 until it is taken back, and whether readers are named."""

    days = serializers.ChoiceField(choices=list(DAYS), default=31)
    names = serializers.BooleanField(default=False)


class ShareJson(TypedDict):
    """A link to a report."""

    id: int
    by: str
    names: bool
    query: str
    created_at: Time
    expires_at: Time | None


class NewShareJson(ShareJson):
    """A new one, with where it leads."""

    link: str


def share_json(share: SharedReport) -> dict[str, Any]:
    """A link as the API lists it: without its token, which nobody keeps."""
    return {
        "id": share.pk,
        "by": share.created_by.name,
        "names": share.names,
        "query": wanted_of(share).query,
        "created_at": share.created_at.isoformat(),
        "expires_at": share.expires_at.isoformat() if share.expires_at else None,
    }


class Shares(View):
    """``articles/{id}/shares/``: the links to the report"""

    replays = False

    @answers(listed(ShareJson))
    def get(self, request: Request, pk: int) -> Response:
        """Those that work."""
        article = article_for(request.user, pk, SHARE)
        return Response({"results": [share_json(share) for share in shares_on(article)]})

    @answers(NewShareJson, 201, ShareInput, WishesInput)
    def post(self, request: Request, pk: int) -> Response:
        """A new link, told this once; ``threshold``, ``round`` and ``reader`` in the address say to what."""
        article = article_for(request.user, pk, SHARE)
        given = checked(ShareInput, request.data)
        wanted = wishes(request.query_params)
        gathered(request.user, article, wanted)
        share, token = actions.share_report(request.user, article, wanted, **given)
        return Response(share_json(share) | {"link": link_to(request, token)}, status=status.HTTP_201_CREATED)


class OneShare(View):
    """``articles/{id}/shares/{id}/``"""

    @answers(status=204)
    def delete(self, request: Request, pk: int, share: int) -> Response:
        """Take it back."""
        actions.unshare(request.user, share_on(article_for(request.user, pk, SHARE), share))
        return Response(status=status.HTTP_204_NO_CONTENT)
