"""The API of reports: the numbers, the downloads, and what a team writes into the report."""

from typing import Any, TypedDict

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from rest_framework import serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from articles.access import current_text, get_article
from people.permissions import Permission
from reports import actions
from reports.access import list_findings, merged_sources
from reports.analysis.report import Report
from reports.exports.responses import download, unknown_format_404
from reports.exports.zip_stream import marked_articles, stream_reports_zip
from reports.formats import formats
from reports.formats.interchange.json import to_plain
from reports.loader import claim_tag, load_report
from reports.options import parse_options
from web.api.openapi import list_response, responses
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


class OptionsInput(serializers.Serializer[Any]):
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


class ArticleReport(ApiView):
    """``articles/{id}/report/``"""

    @responses(Report, asks=OptionsInput)
    def get(self, request: Request, pk: int) -> HttpResponse:
        """The report as JSON; ``threshold``, ``round`` and ``reader`` say of what."""
        article = get_article(request.user, pk, Permission.VIEW_REPORT)
        found = load_report(request.user, article, parse_options(request.query_params))
        said = found.product("JSON of the API", lambda: JSONRenderer().render(to_plain(found.report)))
        return HttpResponse(said, content_type="application/json")


@slow_view()
class ReportDownload(ApiView):
    """``articles/{id}/report.{format}``"""

    @responses(files=lambda: (kind.media_type for kind in formats().values()), asks=OptionsInput)
    def get(self, request: Request, pk: int, slug: str) -> HttpResponse:
        """The report as a file; ``threshold``, ``round`` and ``reader`` say of what."""
        article = get_article(request.user, pk, Permission.VIEW_REPORT)
        wanted = parse_options(request.query_params)
        return download(request.user, article, slug, wanted)


@slow_view()
class TeamDownload(ApiView):
    """``teams/{id}/reports.{format}.zip``"""

    @responses(files=lambda: ["application/zip"], asks=OptionsInput)
    def get(self, request: Request, pk: int, slug: str) -> StreamingHttpResponse:
        """The report on each marked article of a team as a file, in a ZIP that is made while it is sent."""
        if slug not in formats():
            raise unknown_format_404(slug)
        wanted = parse_options(request.query_params)
        articles = marked_articles(request.user, pk)
        hit_named_limit(request.user, "files")
        made = stream_reports_zip(request.user, articles, slug, wanted, timezone.localdate(), [])
        response = StreamingHttpResponse(made, content_type="application/zip")
        name = f"reports-{timezone.localdate().isoformat()}.{slug}.zip"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response


class MergeInput(serializers.Serializer[Any]):
    """Which source is which."""

    source = serializers.CharField(max_length=actions.MAX_SOURCE_LENGTH)
    into = SingleLineInput(max_length=actions.MAX_SOURCE_LENGTH)


class MergedSourceJson(TypedDict):
    """The source as readers call it, folded, and the source that it is counted as."""

    source: str
    into: str


class SourceInput(serializers.Serializer[Any]):
    """Which name."""

    source = serializers.CharField(required=False)


class SourceList(ApiView):
    """``articles/{id}/sources/``: the names that are counted as one source"""

    @responses(list_response(MergedSourceJson))
    def get(self, request: Request, pk: int) -> Response:
        """Each name, folded, with the source it is counted as."""
        article = get_article(request.user, pk, Permission.VIEW_REPORT)
        return Response(
            {"results": [{"source": key, "into": name} for key, name in merged_sources(article).items()]}
        )

    @responses(list_response(MergedSourceJson), takes=MergeInput)
    def put(self, request: Request, pk: int) -> Response:
        """Count ``source`` as ``into``; the same request twice changes nothing."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        given = validate(MergeInput, request.data)
        actions.merge_source(request.user, article, **given)
        return self.get(request, pk)

    @responses(status=204, asks=SourceInput)
    def delete(self, request: Request, pk: int) -> Response:
        """Count ``?source=`` apart again."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        actions.unmerge_source(request.user, article, request.query_params.get("source", ""))
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


class FindingList(ApiView):
    """``articles/{id}/findings/``: what was found about the claims"""

    @responses(list_response(FindingRowJson))
    def get(self, request: Request, pk: int) -> Response:
        """In the order of the text."""
        article = get_article(request.user, pk, Permission.VIEW_REPORT)
        found = list_findings(current_text(article))
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

    @responses(list_response(FindingRowJson), takes=FindingInput)
    def put(self, request: Request, pk: int) -> Response:
        """Write down what was found about the claim from ``start`` to ``end``;

        The same request twice changes nothing.
        """
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        given = validate(FindingInput, request.data)
        wanted = given
        details = {"status": wanted.pop("status"), "evidence": wanted.pop("evidence")}
        actions.write_finding(
            request.user, article, claim_tag(request.user, article), details=details, **wanted
        )
        return self.get(request, pk)

    @responses(status=204, asks=SpanInput)
    def delete(self, request: Request, pk: int) -> Response:
        """Take back what was found about the claim from ``?start=`` to ``?end=``."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        given = validate(SpanInput, request.query_params)
        actions.clear_finding(request.user, article, **given)
        return Response(status=status.HTTP_204_NO_CONTENT)
