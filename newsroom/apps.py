"""The newsroom follows what happens to articles and their annotations."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The app of the newsroom."""

    name = "newsroom"
