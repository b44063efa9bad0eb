"""Single sign-on, by the environment: Google, Microsoft, or any server of OpenID Connect. Without it there is none."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

GOOGLE = "https://accounts.google.com"
MICROSOFT = "https://login.microsoftonline.com/{tenant}/v2.0"


@dataclass(frozen=True)
class OidcProvider:
    """Who says who somebody is; ``slug`` is part of the address that is registered there."""

    slug: str
    name: str
    client: str
    secret: str
    address: str

    @property
    def origin(self) -> str:
        """Where a form that signs somebody in is led to."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def configured_providers(given: Mapping[str, str] = os.environ) -> list[OidcProvider]:
    """Those whose variables are set. docs/operations.md has them."""
    found = []
    if client := given.get("SSO_GOOGLE_ID"):
        found.append(OidcProvider("google", "Google", client, given.get("SSO_GOOGLE_SECRET", ""), GOOGLE))
    if client := given.get("SSO_MICROSOFT_ID"):
        # One school's or newsroom's own people; “organizations” is anybody's.
        address = MICROSOFT.format(tenant=given.get("SSO_MICROSOFT_TENANT") or "organizations")
        found.append(
            OidcProvider("microsoft", "Microsoft", client, given.get("SSO_MICROSOFT_SECRET", ""), address)
        )
    if client := given.get("SSO_OIDC_ID"):
        name, address = given.get("SSO_OIDC_NAME") or "OpenID Connect", given.get("SSO_OIDC_URL", "")
        found.append(OidcProvider("oidc", name, client, given.get("SSO_OIDC_SECRET", ""), address))
    return found


def allauth_apps(found: list[OidcProvider]) -> list[dict[str, object]]:
    """As django-allauth has them."""
    return [
        {
            "provider_id": server.slug,
            "name": server.name,
            "client_id": server.client,
            "secret": server.secret,
            "settings": {"server_url": server.address, "oauth_pkce_enabled": True},
        }
        for server in found
    ]
