"""The newsroom follows what happens to articles and their annotations."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The app of the newsroom."""

    name = "newsroom"

    def ready(self) -> None:
        """Listen to what happens to people and rounds whose reports are published."""
        from newsroom.publishing import followed

        followed.connect()
