"""``Idempotency-Key``: a POST whose response got lost is sent again, and gets the response of the first one.

django-idempotency-key would hold one lock for all such requests and pickle responses into the cache. Here a row per key
is shared by all processes and survives a restart.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from web.models import IdempotencyRecord

HEADER = "Idempotency-Key"
RETENTION = timedelta(days=1)
MAX_KEY_LENGTH = 100


class IdempotentReplay(APIException):
    """The request was answered before, with the response in ``record``."""

    def __init__(self, record: IdempotencyRecord) -> None:
        super().__init__()
        self.status_code = record.status
        self.data = record.data


class InvalidIdempotencyKey(APIException):
    """The key cannot be used for this request. The message says why."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "bad-idempotency-key"


class RequestInProgress(APIException):
    """The first request with this key is not answered yet."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "still-at-it"


class IdempotentMixin:
    """Makes the POST requests of a view idempotent for a day. A request that was refused may be sent again."""

    # False where the response contains a secret, which is stored nowhere.
    replays = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authenticate the request, then reserve its key; raise ``IdempotentReplay`` if it was answered before."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        self._record: IdempotencyRecord | None = None
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST":
            return
        if not self.replays:
            raise InvalidIdempotencyKey(
                _("Idempotency keys are not supported here because the response contains a secret.")
            )
        if not 0 < len(key) <= MAX_KEY_LENGTH or not key.isprintable():
            raise InvalidIdempotencyKey(
                _("An idempotency key must have 1 to {most} characters.").format(most=MAX_KEY_LENGTH)
            )
        IdempotencyRecord.objects.filter(created_at__lt=timezone.now() - RETENTION).delete()
        digest = _digest(request)
        try:
            with transaction.atomic():
                self._record = IdempotencyRecord.objects.create(
                    user=request.user, key=key, request_digest=digest, created_at=timezone.now()
                )
        except IntegrityError:
            earlier = IdempotencyRecord.objects.get(user=request.user, key=key)
            if earlier.request_digest != digest:
                raise InvalidIdempotencyKey(
                    _("This idempotency key was already used for another request. Create a new one.")
                ) from None
            if earlier.status is None:
                raise RequestInProgress(
                    _("The first request with this idempotency key is still in progress.")
                ) from None
            raise IdempotentReplay(earlier) from None

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Store a successful response under the key; release the key of any other."""
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        record = getattr(self, "_record", None)
        if record is not None:
            if 200 <= response.status_code < 300:
                IdempotencyRecord.objects.filter(pk=record.pk).update(
                    status=response.status_code, data=response.data
                )
            else:
                record.delete()
        return response


def _digest(request: Request) -> str:
    """Return a digest of the address and of everything that was sent, including the content of files."""
    data = request.data
    if hasattr(data, "lists"):
        # A form may have several values of one name.
        data = {
            name: [_file_digest(v) if isinstance(v, File) else v for v in values]
            for name, values in data.lists()
        }
    if isinstance(data, dict):
        data = sorted(data.items())
    text = repr((request.get_full_path(), data))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _file_digest(file: File) -> tuple[str | None, str]:
    """Return the name and a digest of the content, which is read chunk by chunk."""
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return file.name, content.hexdigest()
