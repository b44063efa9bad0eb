"""Whose turn a request takes: a pupil in a frame is one person, not everybody behind the school's address."""

from django.conf import settings
from django.test import RequestFactory

from lti.embedding.requester import identify_requester
from tests.lti.embedding.embedded_person import EmbeddedPerson, register_platform
from tests.world import World
from web.http.embedded import COOKIE
from web.server.client import person


def test_a_session_is_its_person_where_it_is_accepted(world: World) -> None:
    pupil = EmbeddedPerson(world.pupil, register_platform())

    def requester(path: str, name: str, value: str) -> tuple[str, bool]:
        request = RequestFactory().get(path)
        request.COOKIES[name] = value
        return identify_requester(request)

    inside, ordinary = pupil.session.session_key or "", world.sessions["pupil"]
    same = f"user {world.pupil.pk}", True
    assert requester("/embedded/rounds/1/", COOKIE, inside) == same
    assert requester("/rounds/1/", settings.SESSION_COOKIE_NAME, ordinary) == same
    assert not requester("/rounds/1/", COOKIE, inside)[1]
    assert not requester("/embedded/rounds/1/", COOKIE, ordinary)[1]
    assert not requester("/embedded/rounds/1/", settings.SESSION_COOKIE_NAME, ordinary)[1]


def test_before_it_is_looked_up_a_person_is_told_by_the_cookie() -> None:
    def scope(path: str) -> dict[str, object]:
        cookies = f"{COOKIE}=inside; {settings.SESSION_COOKIE_NAME}=ordinary".encode()
        return {"path": path, "headers": [(b"cookie", cookies)]}

    assert person(scope("/embedded/rounds/1/")) == person(scope("/embedded/rounds/2/"))
    assert person(scope("/embedded/rounds/1/")) != person(scope("/rounds/1/"))
