"""Tickets: how somebody gets from a learning platform's frame into a tab of their own, still signed in."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from lti.models import TabTicket, new_secret
from people.digests import token_digest
from people.models import User
from web.http.embedded import without_prefix

VALID_FOR = timedelta(minutes=2)


def ticket_path(user: User, path: str) -> str:
    """Create a ticket for ``user`` and return the path that opens ``path`` with it, once and soon."""
    ticket = new_secret()
    expires_at = timezone.now() + VALID_FOR
    TabTicket.objects.create(digest=token_digest(ticket), user=user, path=path, expires_at=expires_at)
    return without_prefix(reverse("lti:open", args=[ticket]))


def find_ticket(ticket: str) -> TabTicket | None:
    """Return a ticket that is still valid, without using it."""
    valid = TabTicket.objects.filter(digest=token_digest(ticket), expires_at__gt=timezone.now())
    return valid.select_related("user").first()


def use_ticket(ticket: TabTicket) -> bool:
    """Use a ticket up; return whether this was the first use."""
    return bool(TabTicket.objects.filter(pk=ticket.pk).delete()[0])
