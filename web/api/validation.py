"""What somebody sends to the API, checked."""

from functools import cache
from typing import Any

from rest_framework import serializers


def validate(kind: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    """``data`` as ``kind`` wants it; raises ``ValidationError``. Of each kind there is one: to make it is dear."""
    return dict(_serializer_for(kind).run_validation(data))


@cache
def _serializer_for(kind: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    return kind()
