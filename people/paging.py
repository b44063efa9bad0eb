"""Long lists a page at a time, by a cursor: what comes and goes meanwhile makes nothing appear twice or not at all."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response


class PageInput(serializers.Serializer[Any]):
    """Which page, and how long."""

    MOST = 1000
    USUAL = 100

    cursor = serializers.CharField(required=False, help_text="From the address in `next`.")
    limit = serializers.IntegerField(required=False, min_value=1, help_text="How many at once.")

    def validate_limit(self, limit: int) -> int:
        """No more than ``MOST``."""
        if limit > self.MOST:
            raise serializers.ValidationError(f"At most {self.MOST}.")
        return limit


def asked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What the address asks for; raises ``ValidationError``."""
    given = serializer(data=request.query_params)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def page(
    request: Request,
    found: QuerySet[Any, Any],
    given: type[PageInput],
    order: Sequence[str],
    shown: Callable[[list[Any]], list[Any]] = list,
) -> Response:
    """One page of ``found`` in ``order``, each as ``shown``, and the address of the next; ``order`` ends in a key."""
    pages = CursorPagination()
    pages.page_size = asked(given, request).get("limit", given.USUAL)
    pages.ordering = tuple(order)
    rows = pages.paginate_queryset(found, request)
    return Response({"results": shown(list(rows or [])), "next": pages.get_next_link()})
