"""Notices with an undo button."""

from django.contrib import messages
from django.http import HttpRequest


def notice_with_undo(request: HttpRequest, message: str, undo_address: str) -> None:
    """Show ``message`` on the next page, with an undo button that posts to ``undo_address``."""
    messages.success(request, message, extra_tags=undo_address)
