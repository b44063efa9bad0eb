"""The API of reports: the numbers, the downloads, and what a team adds to the report."""

from typing import Any, TypedDict

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from articles.access import current_text, get_article
from people.permissions import Permission
from reports import actions
from reports.access import get_report_article, list_findings, merged_sources
from reports.analysis.report import Report
from reports.cached_results import cached_product
from reports.exports.responses import download, unknown_format_404
from reports.exports.zip_stream import marked_articles, stream_reports_zip
from reports.formats import formats
from reports.formats.interchange.json import to_plain
from reports.loader import claim_tag, load_report
from reports.options import parse_options
from web.api.openapi import list_response
from web.api.validation import validate
from web.api.views import ApiView
from web.fields import SingleLineInput
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


class OptionsInput(serializers.Serializer[Any]):
    """The options of a report."""

    threshold = serializers.CharField(
        required=False, help_text="`anybody`, `majority`, `all` or a number of readers."
    )
    round = serializers.IntegerField(required=False)
    reader = serializers.ListField(child=serializers.IntegerField(), required=False)
    names = serializers.ChoiceField(["", "hidden"], required=False)
    revision = serializers.IntegerField(
        required=False, help_text="Revision of the text; the newest by default."
    )
    agreed = serializers.ChoiceField(
        ["", "0", "1"],
        required=False,
        help_text="For files with annotations: the agreed passages instead of each reader's.",
    )
    from_hints = serializers.ChoiceField(
        ["", "0", "1"],
        required=False,
        help_text="`0`: highlights made from a hint are left out of the agreement.",
    )


class ArticleReport(ApiView):
    """The report on an article."""

    @extend_schema(responses={200: Report}, parameters=[OptionsInput])
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Return the report as JSON; ``threshold``, ``round`` and ``reader`` choose the annotations."""
        article = get_report_article(request.user, pk)
        loaded = load_report(request.user, article, parse_options(request.query_params))
        body = cached_product(
            loaded, "JSON of the API", lambda: JSONRenderer().render(to_plain(loaded.report))
        )
        return HttpResponse(body, content_type="application/json")


@slow_view()
class ReportDownload(ApiView):
    """The report on an article as a file."""

    @staticmethod
    def media_types() -> set[str]:
        """Return the media types of all formats, for the schema: they are not loaded at every start."""
        return {kind.media_type for kind in formats().values()}

    @extend_schema(parameters=[OptionsInput])
    def get(self, request: Request, pk: int, slug: str) -> HttpResponse:
        """Return the report as a file; ``threshold``, ``round`` and ``reader`` choose the annotations."""
        article = get_report_article(request.user, pk)
        options = parse_options(request.query_params)
        return download(request.user, article, slug, options)


@slow_view()
class TeamDownload(ApiView):
    """The reports on all articles of a team, as a ZIP."""

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY}, parameters=[OptionsInput])
    def get(self, request: Request, pk: int, slug: str) -> StreamingHttpResponse:
        """Stream a ZIP with a file of the report on each annotated article of a team."""
        if slug not in formats():
            raise unknown_format_404(slug)
        options = parse_options(request.query_params)
        articles = marked_articles(request.user, pk)
        hit_named_limit(request.user, "files")
        chunks = stream_reports_zip(request.user, articles, slug, options, timezone.localdate(), [])
        response = StreamingHttpResponse(chunks, content_type="application/zip")
        filename = f"reports-{timezone.localdate().isoformat()}.{slug}.zip"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
        return response


class MergeInput(serializers.Serializer[Any]):
    """The source to merge, and the one to count it as."""

    source = serializers.CharField(max_length=actions.MAX_SOURCE_LENGTH)
    into = SingleLineInput(max_length=actions.MAX_SOURCE_LENGTH)


class MergedSourceJson(TypedDict):
    """A source's folded name, and the source that it is counted as."""

    source: str
    into: str


class SourceInput(serializers.Serializer[Any]):
    """The name of a source."""

    source = serializers.CharField(required=False)


class SourceList(ApiView):
    """The sources in an article that were merged into others."""

    @extend_schema(responses={200: list_response(MergedSourceJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List each merged source by its folded name, with the source it is counted as."""
        article = get_report_article(request.user, pk)
        return Response(
            {"results": [{"source": key, "into": name} for key, name in merged_sources(article).items()]}
        )

    @extend_schema(request=MergeInput, responses={200: list_response(MergedSourceJson)})
    def put(self, request: Request, pk: int) -> Response:
        """Count ``source`` as ``into``. Idempotent."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        data = validate(MergeInput, request.data)
        actions.merge_source(request.user, article, **data)
        return self.get(request, pk)

    @extend_schema(responses={204: None}, parameters=[SourceInput])
    def delete(self, request: Request, pk: int) -> Response:
        """Count ``?source=`` separately again."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        actions.unmerge_source(request.user, article, request.query_params.get("source", ""))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SpanInput(serializers.Serializer[Any]):
    """The span of a claim."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    revision = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="Revision of the text; the newest by default.",
    )


class FindingInput(SpanInput):
    """The team's finding about a claim."""

    status = serializers.CharField(max_length=60)
    evidence = serializers.ListField(child=serializers.CharField(), required=False, default=list)
    note = serializers.CharField(required=False, default="", allow_blank=True)


class FindingRowJson(TypedDict):
    """The team's finding about a claim, and its author."""

    start: int
    end: int
    status: str
    evidence: list[str]
    note: str
    by: str


class FindingList(ApiView):
    """The team's findings about the claims in an article."""

    @extend_schema(responses={200: list_response(FindingRowJson)})
    def get(self, request: Request, pk: int) -> Response:
        """List the findings in text order."""
        article = get_report_article(request.user, pk)
        findings = list_findings(current_text(article))
        rows = [
            {
                "start": finding.start,
                "end": finding.end,
                "status": finding.status,
                "evidence": list(finding.evidence),
                "note": finding.note,
                "by": finding.by,
            }
            for finding in findings
        ]
        return Response({"results": rows})

    @extend_schema(request=FindingInput, responses={200: list_response(FindingRowJson)})
    def put(self, request: Request, pk: int) -> Response:
        """Write the finding about the claim from ``start`` to ``end``. Idempotent."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        data = validate(FindingInput, request.data)
        details = {"status": data.pop("status"), "evidence": data.pop("evidence")}
        actions.write_finding(
            request.user, article, claim_tag(request.user, article), details=details, **data
        )
        return self.get(request, pk)

    @extend_schema(responses={204: None}, parameters=[SpanInput])
    def delete(self, request: Request, pk: int) -> Response:
        """Delete the finding about the claim from ``?start=`` to ``?end=``."""
        article = get_article(request.user, pk, Permission.EDIT_REPORT)
        data = validate(SpanInput, request.query_params)
        actions.clear_finding(request.user, article, **data)
        return Response(status=status.HTTP_204_NO_CONTENT)
