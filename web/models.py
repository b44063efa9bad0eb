"""Tables for rate limits and idempotency keys. They have the names of the app they were first in."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class RateLimit(models.Model):
    """The number of attempts counted for ``key`` until ``resets_at``."""

    key = models.CharField(max_length=120, unique=True)
    count = models.PositiveIntegerField(default=0, db_column="spent")
    resets_at = models.DateTimeField(db_column="until")

    class Meta:
        db_table = "people_bucket"

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class IdempotencyRecord(models.Model):
    """A request with an idempotency key and its response. ``status`` is null while the request is being handled."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64, db_column="asked")
    status = models.PositiveSmallIntegerField(null=True)
    data = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(db_column="at")

    class Meta:
        db_table = "people_answered"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
