"""Failures and daily runs, for the site's operator: never what people wrote, and never who they are."""

from django.db import models


class Failure(models.Model):
    """A place in the code that fails, however often it does. ``request`` is the id of the last request, for the log."""

    kind = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    route = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()
    request = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "place", "route"], name="one_failure_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.place}"


class DailyRun(models.Model):
    """A day on which the daily jobs were started; one process runs them."""

    day = models.DateField(unique=True)

    def __str__(self) -> str:
        return str(self.day)
