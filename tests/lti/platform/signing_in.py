"""Who is signed in at the platform."""

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

from tests.lti.platform.courses import Person
from tests.lti.platform.http import Refused, Request, Response, route

if TYPE_CHECKING:
    from tests.lti.platform.learning_platform import LearningPlatform

COOKIE = "platform_session"


@route("GET", "/sign-in/{}")
def sign_in(platform: "LearningPlatform", request: Request, person_id: str) -> Response:
    """Sign somebody in, and lead them to ``next``."""
    person = platform.person(person_id)
    # As real platforms do: the way back from the tool to a frame begins at another site.
    cookie = f"{COOKIE}={person.id}; Path=/; HttpOnly; Secure; SameSite=None"
    return Response(status=302, headers={"Location": request.query["next"], "Set-Cookie": cookie})


def signed_in(platform: "LearningPlatform", request: Request) -> Person:
    """Return who is signed in. Raise ``Refused`` if nobody is."""
    cookie = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    if not cookie:
        raise Refused(403, "sign in first")
    return platform.person(cookie.value)
