"""``Idempotency-Key``: a POST whose answer got lost is sent again, and answered as it was the first time."""

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
    """This was answered already. ``answer`` is what was said then."""

    def __init__(self, answer: IdempotencyRecord) -> None:
        super().__init__()
        self.status_code = answer.status
        self.data = answer.data


class InvalidIdempotencyKey(APIException):
    """The key cannot be used for this. The message says why."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "bad-idempotency-key"


class RequestInProgress(APIException):
    """The first request with this key is not answered yet."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "still-at-it"


class IdempotentMixin:
    """For views: remembers for a day what a POST with a key was answered. What was refused may be tried again."""

    # False where the answer holds a secret, which is told once and kept nowhere.
    replays = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After everything that says who this is: answers as before, or remembers that it is being done."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        self._answer: IdempotencyRecord | None = None
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST":
            return
        if not self.replays:
            raise InvalidIdempotencyKey(
                _("This answer holds a secret, which nobody keeps: ask without an idempotency key.")
            )
        if not 0 < len(key) <= MAX_KEY_LENGTH or not key.isprintable():
            raise InvalidIdempotencyKey(
                _("An idempotency key has 1 to {most} letters.").format(most=MAX_KEY_LENGTH)
            )
        IdempotencyRecord.objects.filter(created_at__lt=timezone.now() - RETENTION).delete()
        asked = _digest(request)
        try:
            with transaction.atomic():
                self._answer = IdempotencyRecord.objects.create(
                    user=request.user, key=key, request_digest=asked, created_at=timezone.now()
                )
        except IntegrityError:
            before = IdempotencyRecord.objects.get(user=request.user, key=key)
            if before.request_digest != asked:
                raise InvalidIdempotencyKey(
                    _("This idempotency key was used for another request. Make a new one.")
                ) from None
            if before.status is None:
                raise RequestInProgress(
                    _("The first request with this idempotency key is still being done.")
                ) from None
            raise IdempotentReplay(before) from None

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Keeps what was said."""
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        answer = getattr(self, "_answer", None)
        if answer is not None:
            if 200 <= response.status_code < 300:
                IdempotencyRecord.objects.filter(pk=answer.pk).update(
                    status=response.status_code, data=response.data
                )
            else:
                answer.delete()
        return response


def _digest(request: Request) -> str:
    """Of what was asked: the address and everything that was sent with it, the bytes of files too."""
    sent = request.data
    if hasattr(sent, "lists"):
        # A form may have several values of one name.
        sent = {
            name: [_file_digest(v) if isinstance(v, File) else v for v in values]
            for name, values in sent.lists()
        }
    if isinstance(sent, dict):
        sent = sorted(sent.items())
    asked = repr((request.get_full_path(), sent))
    return hashlib.sha256(asked.encode(errors="surrogatepass")).hexdigest()


def _file_digest(file: File) -> tuple[str | None, str]:
    """The name and the content, of which one piece at a time is in memory."""
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    return file.name, content.hexdigest()
