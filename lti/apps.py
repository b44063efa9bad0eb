"""Learning platforms follow what happens to their people elsewhere on the site."""

from django.apps import AppConfig


class LtiConfig(AppConfig):
    """The app of learning platforms."""

    name = "lti"

    def ready(self) -> None:
        """Listen to changes of people."""
        from lti.courses import followed

        followed.connect()
