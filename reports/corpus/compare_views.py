"""The page on which two reports stand side by side, and the same as data."""

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
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import has_key, sees_key
from articles.access import article_for, visible_to
from articles.models import Article
from people.models import User
from reports.analysis.compare import LEFT, RIGHT, Comparison, compare
from reports.formats.interchange.json import plain_value
from reports.loader import Gathered, gathered, page_of
from reports.options import Wishes
from reports.rendering.charts import strip
from reports.rendering.phrases import compared
from web.api.openapi import answers
from web.api.views import View
from web.background.progress import shows_progress
from web.i18n.translate import told
from web.server.slow_views import slow_view

READ = "read the report"
MOST_ARTICLES = 200


@dataclass(frozen=True)
class Side:
    """One side as it was asked for and what was found: ``whose`` is "", "round-4", "reader-12" or "key-4"."""

    name: str
    article: Article
    whose: str
    found: Gathered


@slow_view()
@login_required
@require_safe
@shows_progress
def compare_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``?right=`` another article, ``?left_whose=`` and ``?right_whose=`` what of each."""
    sides = _sides(request.user, pk, request.GET)

    def made() -> bytes:
        left, right = (side.found.report for side in sides)
        comparison = compare(left, right)
        shown = {
            "comparison": comparison,
            "strips": [(side, strip(side.found.report, told)) for side in sides],
        }
        return render_to_string("reports/compare_numbers.html", shown | compared(comparison, left)).encode()

    left, right = sides
    numbers = page_of([left.found, right.found], "compare", made, request.user.pk).decode()
    others = visible_to(request.user).filter(draft__isnull=True).order_by("title", "pk")
    page = {
        "article": left.article,
        "sides": [(side, _options(request.user, side)) for side in sides],
        "articles": others[:MOST_ARTICLES],
        "codebook_pk": left.found.codebook,
        "chosen": (left.article.pk, left.whose) != (right.article.pk, right.whose),
        "numbers": mark_safe(numbers),  # noqa: S308 (rendered by a template)  # nosec B308 B703
    }
    return render(request, "reports/compare.html", page)


class CompareInput(serializers.Serializer[Any]):
    """What is compared: another article, a round, a reader or a key on either side."""

    right = serializers.IntegerField(required=False, help_text="The other article; else the same.")
    left_whose = serializers.CharField(required=False, help_text="`round-4`, `reader-12` or `key-4`")
    right_whose = serializers.CharField(required=False, help_text="`round-4`, `reader-12` or `key-4`")


@slow_view()
class Compare(View):
    """``articles/{id}/compare/``"""

    @answers(Comparison, asks=CompareInput)
    def get(self, request: Request, pk: int) -> Response:
        """The numbers of both sides; ``right``, ``left_whose`` and ``right_whose`` say of what."""
        left, right = _sides(request.user, pk, request.query_params)
        return Response(plain_value(compare(left.found.report, right.found.report)))


def _sides(user: User, pk: int, given: QueryDict) -> tuple[Side, Side]:
    return _side(user, pk, given, LEFT), _side(user, _number(given.get("right") or str(pk)), given, RIGHT)


def _side(user: User, pk: int, given: QueryDict, name: str) -> Side:
    article = article_for(user, pk, READ)
    whose = given.get(f"{name}_whose") or ""
    kind, _dash, number = whose.partition("-")
    wanted = {
        "": Wishes,
        "round": lambda: Wishes(round=_number(number)),
        "reader": lambda: Wishes(readers=(_number(number),)),
        "key": lambda: Wishes(round=_number(number), key=True),
    }.get(kind)
    if wanted is None:
        raise BadRequest(_("“{name}_whose” is “round-4”, “reader-12” or “key-4”.").format(name=name))
    return Side(name, article, whose, gathered(user, article, wanted()))


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 15):
        raise BadRequest(_("“{value}” is not the number of anything.").format(value=value[:40]))
    return int(value)


def _options(user: User, side: Side) -> list[tuple[str, str]]:
    found = side.found
    options = [("", _("everybody"))]
    options += [(f"round-{r.pk}", _("Round {number}").format(number=r.pk)) for r in found.rounds]
    keys = [r for r in found.rounds if has_key(r) and sees_key(user, r)]
    options += [(f"key-{r.pk}", _("the key of round {number}").format(number=r.pk)) for r in keys]
    return options + [(f"reader-{pk}", name) for pk, name in found.readers]
