"""API authentication by ``Authorization: Token …`` or by the session of a page."""

from typing import Any

from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from rest_framework.authentication import SessionAuthentication as BaseSessionAuthentication
from rest_framework.authentication import TokenAuthentication as BaseTokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS

from people.digests import token_digest
from people.models import ApiToken, User
from web.db.compiled_queries import CompiledQuery

_TOKEN = CompiledQuery(lambda digest: ApiToken.objects.select_related("user").filter(digest=Value(digest)))
SIGNED_IN_AS = "X-Signed-In-As"
TOKEN_EXPIRED = N_("This token has expired. Create a new one on your page of API tokens.")
SOMEBODY_ELSE = N_("Someone else has signed in on this device. Reload the page.")


class TokenAuthentication(BaseTokenAuthentication):
    """Looks tokens up by their digest, so that a leaked database reveals none."""

    def authenticate(self, request: Any) -> tuple[User, Any] | None:
        """Return the token's user; raise ``PermissionDenied`` if a read-only token is used to write."""
        user_and_token = super().authenticate(request)
        if user_and_token and user_and_token[1].read_only and request.method not in SAFE_METHODS:
            raise PermissionDenied(
                _("This token is read-only. Create one that may also write, and try again.")
            )
        return user_and_token

    def authenticate_credentials(self, key: str) -> tuple[User, Any]:
        """Return the user and token for ``key``; raise ``AuthenticationFailed``."""
        token = _TOKEN.first(token_digest(key))
        if token is not None and token.expires_at and token.expires_at <= timezone.now():
            raise AuthenticationFailed(_(TOKEN_EXPIRED))
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(
                _("This token is not valid. Create one with: {command}").format(
                    command="manage.py create_token EMAIL"
                )
            )
        return token.user, token


class SessionAuthentication(BaseSessionAuthentication):
    """Refuses requests of a page that another person opened in this browser: pupils share computers.

    The page sends its user's id in a header, so that unsent annotations of one pupil are never saved as another's.
    """

    def enforce_csrf(self, request: Any) -> None:
        """Answer a missing or outdated CSRF token with 401: signing in again helps."""
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise AuthenticationFailed(
                _("You are no longer signed in on this page. Sign in again, or reload the page.")
            ) from error

    def authenticate(self, request: Any) -> tuple[User, Any] | None:
        """Return the session's user, or None; raise ``AuthenticationFailed`` if the page is another person's."""
        user_and_auth = super().authenticate(request)
        page_user = request.headers.get(SIGNED_IN_AS)
        if user_and_auth and page_user and page_user != str(user_and_auth[0].pk):
            raise AuthenticationFailed(_(SOMEBODY_ELSE))
        return user_and_auth
