"""Metrics for Prometheus. See docs/operations.md."""

from collections.abc import Iterator

from django.db.models import Count, Q
from prometheus_client import REGISTRY, Histogram, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

REQUESTS = Histogram(
    "claimlight_answer_seconds",
    "How long answers took to make, by route.",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class Queues(Collector):
    """Numbers from the database, which are the same in every process."""

    def describe(self) -> list[Metric]:
        """Return nothing, so that the database is not queried at registration."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Query the database at each scrape."""
        from annotate.models import Webhook
        from operations.monitoring.counts import count_rounds, count_unfinished

        rounds = GaugeMetricFamily("claimlight_rounds", "Rounds by state.", labels=["state"])
        for state, number in count_rounds().items():
            rounds.add_metric([state], number)
        yield rounds
        hooks = Webhook.objects.aggregate(
            failing=Count("pk", filter=Q(failures__gt=0, stopped_at=None)),
            stopped=Count("pk", filter=Q(stopped_at__isnull=False)),
        )
        webhooks = GaugeMetricFamily(
            "claimlight_webhooks", "Webhooks that are not answered.", labels=["state"]
        )
        for name, number in hooks.items():
            webhooks.add_metric([name], number)
        yield webhooks
        waiting = GaugeMetricFamily("claimlight_waiting", "What is not done yet.", labels=["what"])
        for what, number in count_unfinished().items():
            waiting.add_metric([what], number)
        yield waiting


def render_metrics() -> bytes:
    """Return all metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)


REGISTRY.register(Queues())
