"""The base class of all API views."""

from rest_framework.views import APIView

from web.api.idempotency import IdempotentMixin
from web.api.openapi import AutoSchema


class ApiView(IdempotentMixin, APIView):
    """A view with a description in the OpenAPI schema and support for ``Idempotency-Key``."""

    schema = AutoSchema()
