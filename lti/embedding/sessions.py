"""Sessions of embedded pages. They are apart from the ordinary ones: neither is accepted instead of the other."""

from itertools import accumulate, zip_longest

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from lti.embedding.backends import PLATFORM_BACKEND
from lti.embedding.cookies import set_cookie
from lti.models import EmbeddedSession, Platform
from people.models import User
from web.http.embedded import COOKIE, PREFIX, without_prefix

# Seconds: a school day. The next launch begins a new session.
AGE = 12 * 60 * 60
# Of all origins in a header: nginx takes 4 kB of headers, unless it is told otherwise.
MAX_CHARACTERS = 2500
# With the key of the session, for launches alone.
EARLIER_COOKIE = "claimlight_earlier"
# What a session holds besides Django's own.
CSRF_KEY, LANGUAGE_KEY, PLATFORM_KEY = "csrf", "language", "platform"


class EmbeddedSessionStore(SessionStore):
    """Django's sessions in a table of their own."""

    @classmethod
    def get_model_class(cls) -> type[EmbeddedSession]:
        """Return the table."""
        return EmbeddedSession

    def get_session_cookie_age(self) -> int:
        """Return after how many seconds a session is over."""
        return AGE


def start_session(
    user: User, platform: Platform, language: str = "", earlier: str = ""
) -> EmbeddedSessionStore:
    """Begin a session of ``user`` for frames of ``platform``, or go on with that of the key ``earlier`` if it is one.

    So what they have begun in another window of the course goes on.
    """
    session = EmbeddedSessionStore(earlier or None)
    # The last is another after a change of the password, which ends all sessions.
    person = {
        SESSION_KEY: str(user.pk),
        PLATFORM_KEY: platform.pk,
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    if any(session.get(name) != value for name, value in person.items()):
        session = EmbeddedSessionStore()
        session.create()
    session.update(
        person | {BACKEND_SESSION_KEY: PLATFORM_BACKEND, CSRF_KEY: _form_secret(user), LANGUAGE_KEY: language}
    )
    session.save()
    return session


def _form_secret(user: User) -> str:
    """Return the secret of the form tokens of ``user``: pages of an earlier launch go on to work after the next."""
    return salted_hmac(__name__, f"{user.pk} {user.get_session_auth_hash()}").hexdigest()[:32]


def set_session_cookie(response: HttpResponse, session: EmbeddedSessionStore) -> None:
    """Have the browser send the session with requests for embedded pages, and its key with the next launch."""
    key = session.session_key or ""
    set_cookie(response, COOKIE, key, f"{PREFIX}/")
    set_cookie(response, EARLIER_COOKIE, key, without_prefix(reverse("lti:launch")))


def open_session(request: HttpRequest) -> None:
    """Set the session of an embedded request, and let Django find the form token and the language in it.

    No other cookie reaches the page.
    """
    session = EmbeddedSessionStore(request.COOKIES.get(COOKIE))
    contents = {
        settings.CSRF_COOKIE_NAME: session.get(CSRF_KEY),
        settings.LANGUAGE_COOKIE_NAME: session.get(LANGUAGE_KEY),
    }
    request.session = session
    request.COOKIES = {name: value for name, value in contents.items() if value}


def frame_ancestors(session: EmbeddedSessionStore) -> tuple[str, ...]:
    """Return the origins that may show a page in a frame: its platform's, or without a session any platform's."""
    if PLATFORM_KEY not in session:
        return all_origins()
    return _origins(Platform.objects.filter(pk=session[PLATFORM_KEY]))


def all_origins() -> tuple[str, ...]:
    """Return the origins of all registered platforms, for pages that say why nothing else can be shown."""
    return _origins(Platform.objects.order_by("pk"))


def _origins(platforms: QuerySet[Platform]) -> tuple[str, ...]:
    """Return the origins of these platforms, as many as a header can have: the first of each come first."""
    lists = platforms.values_list("origins", flat=True)
    found = [origin for together in zip_longest(*lists) for origin in together if origin]
    ends = accumulate(len(origin) + 1 for origin in found)
    return tuple(origin for origin, end in zip(found, ends, strict=True) if end <= MAX_CHARACTERS)
