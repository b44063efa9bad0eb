"""Single sign-on with Google, Microsoft or any OpenID Connect server, configured by the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

GOOGLE = "https://accounts.google.com"
MICROSOFT = "https://login.microsoftonline.com/{tenant}/v2.0"


@dataclass(frozen=True)
class OidcProvider:
    """An identity provider; ``slug`` is part of the callback URL that is registered there."""

    slug: str
    name: str
    client: str
    secret: str
    address: str

    @property
    def origin(self) -> str:
        """Return the origin to which sign-in forms are redirected."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def configured_providers(environment: Mapping[str, str] = os.environ) -> list[OidcProvider]:
    """Return the providers whose variables are set. docs/operations.md lists them."""
    providers = []
    if client := environment.get("SSO_GOOGLE_ID"):
        providers.append(
            OidcProvider("google", "Google", client, environment.get("SSO_GOOGLE_SECRET", ""), GOOGLE)
        )
    if client := environment.get("SSO_MICROSOFT_ID"):
        # A tenant admits one school's or newsroom's people; “organizations” admits everybody's.
        address = MICROSOFT.format(tenant=environment.get("SSO_MICROSOFT_TENANT") or "organizations")
        providers.append(
            OidcProvider(
                "microsoft", "Microsoft", client, environment.get("SSO_MICROSOFT_SECRET", ""), address
            )
        )
    if client := environment.get("SSO_OIDC_ID"):
        name, address = (
            environment.get("SSO_OIDC_NAME") or "OpenID Connect",
            environment.get("SSO_OIDC_URL", ""),
        )
        providers.append(OidcProvider("oidc", name, client, environment.get("SSO_OIDC_SECRET", ""), address))
    return providers


def allauth_apps(providers: list[OidcProvider]) -> list[dict[str, object]]:
    """Return the providers as django-allauth configures them."""
    return [
        {
            "provider_id": provider.slug,
            "name": provider.name,
            "client_id": provider.client,
            "secret": provider.secret,
            "settings": {"server_url": provider.address, "oauth_pkce_enabled": True},
        }
        for provider in providers
    ]
