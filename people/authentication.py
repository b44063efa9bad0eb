"""API authentication by ``Authorization: Token …``."""

from typing import Any

from rest_framework.authentication import TokenAuthentication as BaseTokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from people.actions import digest
from people.models import ApiToken, User


class TokenAuthentication(BaseTokenAuthentication):
    """Looks a token up by its digest, so that a leaked database gives no tokens away."""

    def authenticate_credentials(self, key: str) -> tuple[User, Any]:
        """The user behind ``key``; raises ``AuthenticationFailed``."""
        token = ApiToken.objects.select_related("user").filter(digest=digest(key)).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("This token is not known. Make one with: manage.py create_token EMAIL")
        return token.user, token
