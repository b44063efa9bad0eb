"""What every view of the API is: described, and safe to be asked twice."""

from rest_framework.views import APIView

from web.api.idempotency import IdempotentMixin
from web.api.openapi import AutoSchema


class ApiView(IdempotentMixin, APIView):
    """``Idempotency-Key`` makes a POST happen once, however often it is sent."""

    schema = AutoSchema()
