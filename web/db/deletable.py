"""Rows that wait in the bin before they are gone for good."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


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
    all_objects = models.Manager()  # noqa: DJ012 (it is no field)

    class Meta:
        abstract = True

    def move_to_bin(self, user: Any) -> None:
        """Note who deletes the row now; a second time changes nothing."""
        self._set_deleted(timezone.now(), user)

    def take_out_of_bin(self) -> None:
        """Be found again, as if nothing had happened."""
        self._set_deleted(None, None)

    def _set_deleted(self, at: datetime | None, by: Any) -> None:
        rows = type(self).all_objects.filter(pk=self.pk, deleted_at__isnull=at is not None)
        rows.update(deleted_at=at, deleted_by=by)
        self.deleted_at, self.deleted_by = at, by


def bin_index(name: str) -> models.Index:
    """Return an index of the few rows that are in the bin."""
    return models.Index(fields=["deleted_at"], name=name, condition=models.Q(deleted_at__isnull=False))
