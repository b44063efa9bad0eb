"""Rows that wait in the bin before they are gone for good."""

from typing import Any

from django.conf import settings
from django.db import models


class PresentManager(models.Manager[Any]):
    """Find only what is not in the bin."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Leave out what is in the bin."""
        return super().get_queryset().filter(deleted_at=None)


class Deletable(models.Model):
    """A row that is in the bin while ``deleted_at`` is set.

    The default manager never finds what is in the bin; only code about the bin itself uses ``all_objects``.
    """

    deleted_at = models.DateTimeField(null=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = PresentManager()
    all_objects = models.Manager()

    class Meta:
        abstract = True


def bin_index(name: str) -> models.Index:
    """Return an index of the few rows that are in the bin."""
    return models.Index(fields=["deleted_at"], name=name, condition=models.Q(deleted_at__isnull=False))
