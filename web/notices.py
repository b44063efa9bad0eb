"""Notices that offer to undo what they tell of."""

from django.contrib import messages
from django.http import HttpRequest


def notice_with_undo(request: HttpRequest, message: str, undo_address: str) -> None:
    """Tell ``message`` on the next page, beside a button that posts to ``undo_address``."""
    messages.success(request, message, extra_tags=undo_address)
