"""Notices with an undo button."""

from django.contrib import messages
from django.http import HttpRequest


def notice_with_undo(request: HttpRequest, message: str, undo_address: str, code: str = "deleted") -> None:
    """Show ``message`` on the next page, with an undo button that posts to ``undo_address``; ``code`` is its kind."""
    messages.success(request, message, extra_tags=f"{code} {undo_address}")
