"""What the settings let the internet do."""

from collections.abc import Iterator

from django.conf import settings

from operations.checks import Problem

HERE = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}


class Web:
    """Fine for this machine, or fine for all."""

    slug, order = "web", 4
    title = "The site's settings"

    def look(self) -> Iterator[Problem]:
        """More is asked of a site that others reach."""
        if settings.DEBUG:
            yield "DEBUG is on: errors show the insides of the site to everybody.", "Take DEBUG away."
        if "*" in settings.ALLOWED_HOSTS:
            yield "ALLOWED_HOSTS lets any name in.", "Name the hosts by which people reach the site."
        public = set(settings.ALLOWED_HOSTS) - HERE
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
