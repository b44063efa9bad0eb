"""Return long lists a page at a time with DRF's ``CursorPagination``: new rows neither repeat nor hide others.

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
    """The query parameters of a list: which page, and how long it is."""

    MAX_LIMIT = 1000
    DEFAULT_LIMIT = 100

    cursor = serializers.CharField(required=False, help_text="From the address in `next`.")
    limit = serializers.IntegerField(required=False, min_value=1, help_text="How many at once.")

    def validate_limit(self, limit: int) -> int:
        """Return the limit if it is no more than ``MAX_LIMIT``."""
        if limit > self.MAX_LIMIT:
            raise serializers.ValidationError(f"At most {self.MAX_LIMIT}.")
        return limit


def paginate(
    request: Request,
    queryset: QuerySet[Any, Any],
    params: type[PageInput],
    order: Sequence[str],
    serialize: Callable[[list[Any]], list[Any]] = list,
) -> Response:
    """Return one page of ``queryset`` and the address of the next. ``order`` ends in a unique column."""
    pages = CheckedCursorPagination()
    pages.page_size = validate(params, request.query_params).get("limit", params.DEFAULT_LIMIT)
    pages.ordering = tuple(order)
    pages.field = queryset.model._meta.get_field(order[0].removeprefix("-"))
    rows = list(pages.paginate_queryset(queryset, request) or [])
    return Response({"results": serialize(rows), "next": pages.get_next_link()})


class CheckedCursorPagination(CursorPagination):
    """Validates the position in a cursor with ``field``, by which the list is ordered first. DRF does not."""

    field: "Field[Any, Any]"

    def decode_cursor(self, request: Request) -> Any:
        """Return the cursor of the request; raise ``NotFound`` if it is not one of this list."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                self.field.clean(cursor.position, None)
            except ValidationError:
                raise NotFound(self.invalid_cursor_message) from None
        return cursor
