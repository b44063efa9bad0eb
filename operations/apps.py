"""Record handled failures wherever Django runs: in web processes, workers and management commands."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The app of the site's operator."""

    name = "operations"

    def ready(self) -> None:
        """Record every failure that is reported."""
        from operations.monitoring import failures
        from web.failures import handled_failure

        handled_failure.connect(failures.handled, dispatch_uid="failures")
