"""Check the settings that matter for sites on the internet."""

from collections.abc import Iterator

from django.conf import settings

from operations.checks import Problem

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}


class Web:
    """Settings of a local or a public site."""

    slug, order = "web", 4
    title = "The site's settings"

    def run(self) -> Iterator[Problem]:
        """Yield problematic settings; more is required of public sites."""
        if settings.DEBUG:
            yield "DEBUG is on: errors show the insides of the site to everybody.", "Take DEBUG away."
        if "*" in settings.ALLOWED_HOSTS:
            yield "ALLOWED_HOSTS lets any name in.", "Name the hosts by which people reach the site."
        public = set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS
        if not public:
            return
        if not settings.HTTPS:
            yield (
                f"{min(public)} is reached without https: passwords can be read on their way.",
                "Put a proxy with a certificate in front, and set HTTPS=1.",
            )
        if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
            yield (
                "Mail is printed and not sent: nobody can reset a password.",
                "Set EMAIL_BACKEND and EMAIL_HOST.",
            )
