"""What broke here, for whoever looks after the site: never what anybody wrote, and never who they are."""

from django.db import models


class Failure(models.Model):
    """One place in the program that fails, however often it does. ``request``: the last one's id, for the log."""

    kind = models.CharField(max_length=120)
    place = models.CharField(max_length=200)
    route = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()
    request = models.CharField(max_length=64, blank=True)

    class Meta:
        """One row for each place and route."""

        constraints = [models.UniqueConstraint(fields=["kind", "place", "route"], name="one_failure_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.place}"


class DailyRun(models.Model):
    """A day on which the daily jobs were begun: of several processes one runs them."""

    day = models.DateField(unique=True)

    def __str__(self) -> str:
        return str(self.day)
