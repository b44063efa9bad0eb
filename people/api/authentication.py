"""API authentication: by ``Authorization: Token …``, or by the session of a page."""

from typing import Any

from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication as BaseSessionAuthentication
from rest_framework.authentication import TokenAuthentication as BaseTokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS

from people.actions.accounts import token_digest
from people.models import ApiToken, User
from web.db.compiled_queries import CompiledQuery

_TOKEN = CompiledQuery(lambda digest: ApiToken.objects.select_related("user").filter(digest=Value(digest)))
SIGNED_IN_AS = "X-Signed-In-As"


class TokenAuthentication(BaseTokenAuthentication):
    """Looks a token up by its digest, so that a leaked database gives no tokens away."""

    def authenticate(self, request: Any) -> tuple[User, Any] | None:
        """The user of the token; raises ``PermissionDenied`` where it may only read and the request would write."""
        found = super().authenticate(request)
        if found and found[1].read_only and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("This token only reads. Make one that writes, too, and try again."))
        return found

    def authenticate_credentials(self, key: str) -> tuple[User, Any]:
        """The user behind ``key``; raises ``AuthenticationFailed``."""
        token = _TOKEN.first(token_digest(key))
        if token is not None and token.expires_at and token.expires_at <= timezone.now():
            raise AuthenticationFailed(
                _("The time of this token is over. Make a new one on the page of your tokens.")
            )
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(
                _("This token is not known. Make one with: {command}").format(
                    command="manage.py create_token EMAIL"
                )
            )
        return token.user, token


class SessionAuthentication(BaseSessionAuthentication):
    """Refuses a page whose person is no longer the one signed in: pupils share computers.

    The page says in a header whose it is; marks kept by one pupil are never sent as another's.
    """

    def enforce_csrf(self, request: Any) -> None:
        """A token that is missing or old is a matter of signing in, not of what this person may do."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise AuthenticationFailed(
                _("This page’s sign-in is out of date. Sign in again, or reload the page.")
            ) from error

    def authenticate(self, request: Any) -> tuple[User, Any] | None:
        """The user of the session, or None; raises ``AuthenticationFailed`` when the page is somebody else's."""
        found = super().authenticate(request)
        whose = request.headers.get(SIGNED_IN_AS)
        if found and whose and whose != str(found[0].pk):
            raise AuthenticationFailed(
                _("Somebody else has signed in in this browser since this page was opened.")
            )
        return found
