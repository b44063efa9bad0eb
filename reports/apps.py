"""What has to happen once, when Django starts."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The app of reports."""

    name = "reports"

    def ready(self) -> None:
        """Take along what a team has found out about a corrected text, and register the download of everything."""
        from annotate.revisions.actions import text_corrected
        from reports.actions import carry_findings
        from reports.exports.registered_kinds import register_kind

        register_kind("everything", "reports.exports.everything.KIND")
        text_corrected.connect(carry_findings, dispatch_uid="findings")
