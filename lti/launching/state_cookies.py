"""The cookie by which the browser that began a login is known again: one for each login, so that several may run."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from lti.embedding.cookies import delete_cookie, set_cookie
from lti.launching.attempts import VALID_FOR
from lti.models import LoginAttempt

# Hosts on which browsers keep such cookies without HTTPS.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def cookie_name(attempt: LoginAttempt) -> str:
    """Return the name of a login's cookie, which tells nothing of its state."""
    return f"claimlight_login_{attempt.digest[:16]}"


def set_state_cookie(response: HttpResponse, attempt: LoginAttempt, state: str) -> None:
    """Have the browser bring the state back with the launch."""
    set_cookie(response, cookie_name(attempt), state, reverse("lti:launch"), int(VALID_FOR.total_seconds()))


def delete_state_cookie(response: HttpResponse, attempt: LoginAttempt) -> None:
    """Delete the cookie once the launch has come."""
    delete_cookie(response, cookie_name(attempt), reverse("lti:launch"))


def brings_state(request: HttpRequest, attempt: LoginAttempt, state: str) -> bool:
    """Return whether this browser began the login, as its cookie says."""
    return constant_time_compare(request.COOKIES.get(cookie_name(attempt), ""), state)


def keeps_cookies(request: HttpRequest) -> bool:
    """Return whether browsers keep cookies of frames of this site: only by HTTPS, or on the same computer."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return request.is_secure() or host in LOCAL_HOSTS or host.endswith(".localhost")
