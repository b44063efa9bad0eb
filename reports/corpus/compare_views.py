"""The page that compares two reports side by side, and the same as data."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import can_see_answer_key, has_answer_key
from articles.access import visible_to
from articles.models import Article
from people.models import User
from people.terms import term
from reports.access import get_report_article
from reports.analysis.compare import LEFT, RIGHT, Comparison, compare
from reports.cached_results import cached_page
from reports.formats.interchange.json import plain_value
from reports.loader import ReportLoader, load_report
from reports.options import ReportOptions
from reports.rendering.charts import minimap
from reports.rendering.phrases import comparison_context
from web.api.views import ApiView
from web.background.progress import with_progress_page
from web.i18n.translate import translate
from web.server.slow_views import slow_view
from web.values import parse_int

MAX_ARTICLES = 200


@dataclass(frozen=True)
class ComparisonSide:
    """One side as requested, and its report: ``whose`` is "", "round-4", "reader-12" or "key-4"."""

    name: str
    article: Article
    whose: str
    loaded: ReportLoader


@slow_view()
@login_required
@require_safe
@with_progress_page
def compare_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare two reports: ``?right=`` another article, ``?left_whose=`` and ``?right_whose=`` their annotations."""
    sides = _sides(request.user, pk, request.GET)

    def render_numbers() -> bytes:
        left, right = (side.loaded.report for side in sides)
        comparison = compare(left, right)
        context = {
            "comparison": comparison,
            "strips": [(side, minimap(side.loaded.report, translate)) for side in sides],
        }
        return render_to_string(
            "reports/compare_numbers.html", context | comparison_context(comparison, left)
        ).encode()

    left, right = sides
    numbers = cached_page([left.loaded, right.loaded], "compare", render_numbers, request.user.pk).decode()
    others = visible_to(request.user).filter(draft__isnull=True).order_by("title", "pk")
    page_context = {
        "article": left.article,
        "sides": [(side, _side_options(request.user, side)) for side in sides],
        "articles": others[:MAX_ARTICLES],
        "codebook_pk": left.loaded.codebook_pk,
        "chosen": (left.article.pk, left.whose) != (right.article.pk, right.whose),
        "numbers": mark_safe(numbers),  # noqa: S308 (rendered by a template)  # nosec B308 B703
    }
    return render(request, "reports/compare.html", page_context)


class CompareInput(serializers.Serializer[Any]):
    """What to compare: another article, or a round, a reader or an answer key on either side."""

    right = serializers.IntegerField(required=False, help_text="The other article; the same by default.")
    left_whose = serializers.CharField(required=False, help_text="`round-4`, `reader-12` or `key-4`")
    right_whose = serializers.CharField(required=False, help_text="`round-4`, `reader-12` or `key-4`")


@slow_view()
class Compare(ApiView):
    """Two reports on an article, side by side."""

    @extend_schema(responses={200: Comparison}, parameters=[CompareInput])
    def get(self, request: Request, pk: int) -> Response:
        """Return the numbers of both sides; ``right``, ``left_whose`` and ``right_whose`` choose what they are of."""
        left, right = _sides(request.user, pk, request.query_params)
        return Response(plain_value(compare(left.loaded.report, right.loaded.report)))


def _sides(user: User, pk: int, query: QueryDict) -> tuple[ComparisonSide, ComparisonSide]:
    return _side(user, pk, query, LEFT), _side(user, _number(query.get("right") or str(pk)), query, RIGHT)


def _side(user: User, pk: int, query: QueryDict, name: str) -> ComparisonSide:
    article = get_report_article(user, pk)
    whose = query.get(f"{name}_whose") or ""
    kind, _dash, number = whose.partition("-")
    build_options = {
        "": ReportOptions,
        "round": lambda: ReportOptions(round=_number(number)),
        "reader": lambda: ReportOptions(readers=(_number(number),)),
        "key": lambda: ReportOptions(round=_number(number), key=True),
    }.get(kind)
    if build_options is None:
        raise BadRequest(
            _("“{name}_whose” must look like “round-4”, “reader-12” or “key-4”.").format(name=name)
        )
    return ComparisonSide(name, article, whose, load_report(user, article, build_options()))


def _number(value: str) -> int:
    number = parse_int(value)
    if number is None:
        raise BadRequest(_("“{value}” is not a valid number.").format(value=value[:40]))
    return number


def _side_options(user: User, side: ComparisonSide) -> list[tuple[str, str]]:
    loaded = side.loaded
    kind = side.article.group_kind
    options = [("", _("everyone"))]
    options += [
        (f"round-{round_.pk}", term("exercise_number", kind, number=round_.pk)) for round_ in loaded.rounds
    ]
    keys = [round_ for round_ in loaded.rounds if has_answer_key(round_) and can_see_answer_key(user, round_)]
    options += [(f"key-{round_.pk}", term("key_number", kind, number=round_.pk)) for round_ in keys]
    return options + [(f"reader-{pk}", name) for pk, name in loaded.readers]
