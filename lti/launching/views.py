"""Login and launch: what platforms send browsers to. Nobody is signed in here yet, and no cookie of ours is trusted."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lti.access import platform_for_login
from lti.embedding.sessions import all_origins
from lti.errors import CourseNotOpened, LaunchRefused
from lti.launching.attempts import begin_login, set_aside, use_login, use_pending
from lti.launching.entering import enter, is_in_frame
from lti.launching.login import auth_address, read_login
from lti.launching.state_cookies import brings_state, delete_state_cookie, keeps_cookies, set_state_cookie
from lti.messages.launch import Launch, parse_launch
from lti.messages.origins import web_origin
from lti.models import LoginAttempt
from web.http.client_address import client_network
from web.i18n.lazy_message import Message
from web.i18n.translate import translate
from web.rate_limits import hit_named_limit

WRONG_NONCE = Message(
    "This message of the learning platform does not belong to your login. Open Claimlight from your course again."
)
WRONG_TARGET = Message(
    "The learning platform began to open one address and then named another. Tell its administrator."
)
LOGIN_FAILED = Message("The learning platform could not say who you are: {reason} Open Claimlight again.")
OTHER_SITE = Message("This was sent by another site. Open Claimlight from your course again.")
NEEDS_HTTPS = Message(
    "Browsers do not let this site work with a learning platform, because its address begins with http://. Its "
    "administrator has to set up HTTPS."
)
View = Callable[[HttpRequest], HttpResponse]


def says_why(view: View) -> View:
    """Decorate a view: show why a launch is refused, in the frame too."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except LaunchRefused as error:
            if not hasattr(request, "frame_ancestors"):
                request.frame_ancestors = all_origins()
            context = {"reason": translate(error), "waits": isinstance(error, CourseNotOpened)}
            return render(request, "lti/refused.html", context, status=error.status)

    return wrapped


@csrf_exempt
@require_http_methods(["GET", "POST"])
@says_why
def login(request: HttpRequest) -> HttpResponse:
    """Send the browser back to the platform that has initiated a login, with a state that only it has."""
    sent = request.POST if request.method == "POST" else request.GET
    parameters = read_login(sent)
    platform = platform_for_login(parameters["iss"], parameters.get("client_id", ""))
    request.frame_ancestors = tuple(platform.origins)
    # Anybody can have logins written down here.
    hit_named_limit(client_network(request), "launch")
    attempt, state = begin_login(platform, parameters)
    address = auth_address(attempt, state, request.build_absolute_uri(reverse("lti:launch")))
    if attempt.storage_target:
        context = _storage(attempt) | {"value": state, "address": address}
        response = render(request, "lti/storing.html", context)
    else:
        response = redirect(address)
    set_state_cookie(response, attempt, state)
    return response


@csrf_exempt
@require_POST
@says_why
def launch(request: HttpRequest) -> HttpResponse:
    """Open what a platform's message says, for the browser that began the login."""
    state, token = request.POST.get("state", ""), request.POST.get("id_token", "")
    attempt = use_login(state)
    request.frame_ancestors = tuple(attempt.platform.origins)
    claims, message = _read(request, attempt, token)
    if brings_state(request, attempt, state):
        response = enter(request, attempt.platform, message)
        delete_state_cookie(response, attempt)
        return response
    if not keeps_cookies(request):
        raise LaunchRefused(NEEDS_HTTPS)
    again = f"{reverse('lti:login')}?{urlencode(_without_storage(attempt.parameters))}"
    if not attempt.storage_target or not is_in_frame(request, message):
        return render(request, "lti/again.html", {"again": again})
    context = _storage(attempt) | {"token": set_aside(attempt, claims), "again": again}
    return render(request, "lti/proving.html", context)


@csrf_exempt
@require_POST
@says_why
def confirm(request: HttpRequest) -> HttpResponse:
    """Open a launch whose browser has got the state from the platform's storage."""
    # The page for it has no cookie, and so no form token. Browsers say which site a form comes from.
    ours = f"{request.scheme}://{request.get_host()}"
    if not constant_time_compare(request.headers.get("Origin", ""), ours):
        raise LaunchRefused(OTHER_SITE)
    pending = use_pending(request.POST.get("token", ""), request.POST.get("state", ""))
    request.frame_ancestors = tuple(pending.platform.origins)
    return enter(request, pending.platform, parse_launch(pending.claims), keeps_cookies=False)


def _read(request: HttpRequest, attempt: LoginAttempt, token: str) -> tuple[dict[str, Any], Launch]:
    """Return the claims of the platform's answer to a login, and the launch that they make up."""
    if not token and (error := request.POST.get("error_description") or request.POST.get("error")):
        raise LaunchRefused(LOGIN_FAILED.format(reason=f"“{error[:200]}”."))
    # Imported here, because joserfc takes 50 ms, which a site without platforms need not wait for.
    from lti.security.id_tokens import verify_id_token

    claims = verify_id_token(attempt.platform, token)
    if not constant_time_compare(claims["nonce"], attempt.nonce):
        raise LaunchRefused(WRONG_NONCE)
    message = parse_launch(claims)
    if message.target_url != attempt.parameters["target_link_uri"]:
        raise LaunchRefused(WRONG_TARGET)
    return claims, message


def _storage(attempt: LoginAttempt) -> dict[str, str]:
    """Return where in the platform's storage the state of a login is, as scripts need it."""
    return {
        "target": attempt.storage_target,
        "origin": web_origin(attempt.platform.auth_url),
        "key": f"claimlight_{attempt.digest[:16]}",
    }


def _without_storage(parameters: dict[str, str]) -> dict[str, str]:
    """Return the parameters of a login for a tab, which keeps cookies."""
    return {name: value for name, value in parameters.items() if name != "lti_storage_target"}
