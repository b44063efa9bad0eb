"""What has to happen once, when Django starts."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app of reports."""

    name = "reports"

    def ready(self) -> None:
        """Take along what a team has found out about the claims of a text when that is corrected."""
        from annotate.revisions.actions import text_corrected
        from reports.actions import carry_findings

        text_corrected.connect(carry_findings, dispatch_uid="findings")
