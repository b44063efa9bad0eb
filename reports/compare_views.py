"""The page on which two reports stand side by side, and the same as data."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotate.access import sees_key
from articles.access import article_for, visible_to
from articles.models import Article
from articles.telling import told
from people.api_view import View
from people.models import User
from people.openapi import answers
from reports.charts import strip
from reports.compare import LEFT, RIGHT, Comparison, compare
from reports.formats.json import plain_value
from reports.gather import Gathered, gathered
from reports.wishes import Wishes
from reports.wording import compared

READ = "read the report"
MOST_ARTICLES = 200


@dataclass(frozen=True)
class Side:
    """One side as it was asked for and what was found: ``whose`` is "", "round-4", "reader-12" or "key-4"."""

    name: str
    article: Article
    whose: str
    found: Gathered


@login_required
@require_safe
def compare_page(request: HttpRequest, pk: int) -> HttpResponse:
    """``?right=`` another article, ``?left_whose=`` and ``?right_whose=`` what of each."""
    left, right, comparison = _compared(request.user, pk, request.GET)
    others = visible_to(request.user).filter(draft__isnull=True).order_by("title", "pk")
    page = {
        "article": left.article,
        "sides": [
            (side, _options(request.user, side), strip(side.found.report, told)) for side in (left, right)
        ],
        "articles": others[:MOST_ARTICLES],
        "comparison": comparison,
        "codebook_pk": left.found.codebook,
        "chosen": (left.article.pk, left.whose) != (right.article.pk, right.whose),
    } | compared(comparison, left.found.report)
    return render(request, "reports/compare.html", page)


class CompareInput(serializers.Serializer[Any]):
    """What is compared: another article, a round, a reader or a key on either side."""

    right = serializers.IntegerField(required=False, help_text="The other article; else the same.")
    left_whose = serializers.CharField(required=False, help_text="`round-4`, `reader-12` or `key-4`")
    right_whose = serializers.CharField(required=False, help_text="`round-4`, `reader-12` or `key-4`")


class Compare(View):
    """``articles/{id}/compare/``"""

    @answers(Comparison, asks=CompareInput)
    def get(self, request: Request, pk: int) -> Response:
        """The numbers of both sides; ``right``, ``left_whose`` and ``right_whose`` say of what."""
        return Response(plain_value(_compared(request.user, pk, request.query_params)[2]))


def _compared(user: User, pk: int, given: QueryDict) -> tuple[Side, Side, Comparison]:
    left, right = (
        _side(user, pk, given, LEFT),
        _side(user, _number(given.get("right") or str(pk)), given, RIGHT),
    )
    return left, right, compare(left.found.report, right.found.report)


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
    keys = [r for r in found.rounds if r.layers.filter(kind="key").exists() and sees_key(user, r)]
    options += [(f"key-{r.pk}", _("the key of round {number}").format(number=r.pk)) for r in keys]
    return options + [(f"reader-{pk}", name) for pk, name in found.readers]
