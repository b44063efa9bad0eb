"""The page that a learning platform opens to register itself."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lti.access import get_registration_link, is_open
from lti.errors import LtiError, RegistrationError
from lti.messages.origins import web_origin
from lti.models import Platform, RegistrationLink
from lti.registering.dynamic import register_dynamically
from lti.registering.tool import tool_addresses
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit
from web.server.slow_views import slow_view


@slow_view()
@require_GET
def register(request: HttpRequest, token: str) -> HttpResponse:
    """Register the platform that opens this address in a frame or tab, and tell it to close that (3.3 and 3.7).

    Everything else that a platform shows in a frame is for registered ones. This page has nothing to click on.
    """
    link = get_registration_link(token)
    url = request.GET.get("openid_configuration", "")
    opener = _opener(request)
    request.frame_ancestors = [origin for origin in {_origin(url), opener} if origin]  # type: ignore[attr-defined]
    platform, reason = None, ""
    try:
        hit_named_limit(link.digest, "registration")
        platform = _register(request, link, url, opener)
    except LtiError as error:
        reason = translate(error)
    context = {"platform": platform, "reason": reason}
    response = render(request, "lti/registered.html", context, status=422 if reason else 200)
    response["Referrer-Policy"] = "no-referrer"
    # Platforms that open a tab hear from it by its opener.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def _register(request: HttpRequest, link: RegistrationLink, url: str, opener: str) -> Platform:
    if not is_open(link):
        raise RegistrationError(
            _(
                "This address has been used or has expired. Create a new one in Claimlight, under Administration."
            )
        )
    if not url:
        raise RegistrationError(
            _("Paste this address in your learning platform, where it asks for a registration or tool URL.")
        )
    token = request.GET.get("registration_token", "")
    return register_dynamically(link, url, token, tool_addresses(request), opener)


def _opener(request: HttpRequest) -> str:
    """Return the web origin of the page that led here; empty if it is this site or the browser does not say."""
    origin = _origin(request.headers.get("Referer", ""))
    return "" if urlsplit(origin).netloc == request.get_host() else origin


def _origin(url: str) -> str:
    try:
        return web_origin(url)
    except ValueError:
        return ""
