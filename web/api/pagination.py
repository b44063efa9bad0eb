"""Return long lists a page at a time with DRF's ``CursorPagination``: nothing appears twice or is left out meanwhile.

Ours is only what DRF lacks: a limit that is too high is an error, and the position in a cursor is validated.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from web.api.validation import validate


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


def paginate(
    request: Request,
    found: QuerySet[Any, Any],
    given: type[PageInput],
    order: Sequence[str],
    shown: Callable[[list[Any]], list[Any]] = list,
) -> Response:
    """One page of ``found`` in ``order``, each as ``shown``, and the address of the next; ``order`` ends in a key."""
    pages = CheckedCursorPagination()
    pages.page_size = validate(given, request.query_params).get("limit", given.USUAL)
    pages.ordering = tuple(order)
    pages.field = found.model._meta.get_field(order[0].removeprefix("-"))
    rows = list(pages.paginate_queryset(found, request) or [])
    return Response({"results": shown(rows), "next": pages.get_next_link()})


class CheckedCursorPagination(CursorPagination):
    """DRF believes the position in a cursor; this asks ``field``, by which the list is ordered first."""

    field: "Field[Any, Any]"

    def decode_cursor(self, request: Request) -> Any:
        """Return the cursor of the request; raise ``NotFound`` where it is none of this list."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                self.field.clean(cursor.position, None)
            except ValidationError:
                raise NotFound(self.invalid_cursor_message) from None
        return cursor
