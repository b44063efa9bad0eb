"""Check addresses of a learning platform, and compare the sites that they belong to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from lti.errors import RegistrationError
from web.http.safe_client import PORTS, RequestError, check_address

# Hosts of one operator: an instance on one of them may issue in the name of the other.
HOSTED_CANVAS = (".instructure.com", ".canvaslms.com")


def check_platform_url(url: str) -> None:
    """Raise ``RegistrationError`` unless ``url`` is a complete web address, with https if the site demands it."""
    try:
        parts = check_address(url)
    except RequestError as error:
        raise RegistrationError(str(error)) from None
    if parts.scheme != "https" and not settings.PLATFORMS_TO_PRIVATE:
        raise RegistrationError(_("Enter an address that begins with https://."))


def check_issuer(issuer: str) -> None:
    """Raise ``RegistrationError`` unless ``issuer`` is an address without query and fragment (OpenID Connect Core)."""
    check_platform_url(issuer)
    if "?" in issuer or "#" in issuer:
        raise RegistrationError(_("The issuer is an address without “?” and “#”."))


def host_of(url: str) -> str:
    """Return the host of a checked address, in small letters."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Return the web origin of a checked address, as browsers write it: without a port that goes without saying."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    port = f":{parts.port}" if parts.port and parts.port != PORTS[parts.scheme] else ""
    return f"{parts.scheme}://{host}{port}"


def same_operator(issuer: str, url: str) -> bool:
    """Return whether the site at ``url`` may speak for ``issuer``: the same host, or both of hosted Canvas.

    Dynamic Registration 1.0, 3.5.1. All schools of hosted Canvas have one issuer.
    """
    hosts = host_of(issuer), host_of(url)
    return hosts[0] == hosts[1] or all(host.endswith(HOSTED_CANVAS) for host in hosts)
