"""Where notices wait for the next page: in the session of an embedded request, which can set no cookie."""

from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest


def message_storage(request: HttpRequest) -> BaseStorage:
    """Return the storage for the notices of a request."""
    return (SessionStorage if getattr(request, "embedded", False) else FallbackStorage)(request)
