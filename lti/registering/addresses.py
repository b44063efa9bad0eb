"""Check addresses of a learning platform, and compare the sites that they belong to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from lti.errors import RegistrationError
from lti.messages.origins import web_origin
from web.http.safe_client import RequestError, check_address

MAX_ADDRESS = 1000
# Hosts of one operator: any of them may speak for the issuer that all schools of hosted Canvas have.
HOSTED_CANVAS = (".instructure.com", ".canvaslms.com")


def check_platform_url(url: str) -> None:
    """Raise ``RegistrationError`` unless ``url`` is a complete web address, with https where the site demands it."""
    try:
        parts = check_address(url)
        web_origin(url)
    except RequestError as error:
        raise RegistrationError(str(error)) from None
    except ValueError:
        raise RegistrationError(_("The name of the server in this address is not valid.")) from None
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


def same_operator(issuer: str, url: str) -> bool:
    """Return whether the site at ``url`` may speak for ``issuer``: the same host, or both of hosted Canvas.

    Dynamic Registration 1.0, 3.5.1.
    """
    hosts = host_of(issuer), host_of(url)
    return hosts[0] == hosts[1] or all(host.endswith(HOSTED_CANVAS) for host in hosts)
