"""From a frame into a tab with one click: a ticket signs one person in, once, soon, and not without being asked."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lti.embedding.tickets import ticket_path
from lti.embedding.views import TICKET_OVER
from lti.models import PlatformAccount, TabTicket
from people.models import User
from tests.lti.embedding.embedded_person import EmbeddedPerson, register_platform
from tests.wording import says
from tests.world import World

OURS, ELSEWHERE = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def pupil(world: World) -> EmbeddedPerson:
    return EmbeddedPerson(world.pupil, register_platform())


def address_of(pupil: EmbeddedPerson, path: str = "/teams/") -> str:
    headers = {"Accept": "application/json"}
    response = pupil.page(reverse("lti:tab"), "post", {"path": path}, headers=headers)
    return response.json()["url"]


def signed_in(client: Client) -> User | None:
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return get_user(client) if session and session.value else None  # type: ignore[arg-type]


def test_a_click_opens_the_page_signed_in(world: World, pupil: EmbeddedPerson) -> None:
    tab = Client()
    response = tab.get(address_of(pupil), headers=OURS, follow=True)
    assert response.redirect_chain == [("/teams/", 302)]
    assert signed_in(tab) == world.pupil
    assert tab.cookies[settings.SESSION_COOKIE_NAME]["samesite"] == "Lax"


def test_without_scripts_there_is_a_link(pupil: EmbeddedPerson) -> None:
    page = pupil.page(reverse("lti:tab"), "post", {"path": "/teams/"}).content.decode()
    link = page.partition('href="/lti/open/')[2].partition('"')[0]
    assert Client().get(f"/lti/open/{link}", headers=OURS).status_code == 302


def test_a_ticket_is_used_once(pupil: EmbeddedPerson) -> None:
    address = address_of(pupil)
    Client().get(address, headers=OURS)
    again = Client()
    refused = again.get(address, headers=OURS)
    assert refused.status_code == 410
    assert says(TICKET_OVER, refused.content.decode())
    assert signed_in(again) is None


def test_a_ticket_is_used_soon(pupil: EmbeddedPerson) -> None:
    address = address_of(pupil)
    TabTicket.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(address, headers=OURS).status_code == 410


@pytest.mark.parametrize("headers", [ELSEWHERE, {}])
def test_an_address_that_somebody_else_sent_signs_nobody_in_unasked(
    world: World, pupil: EmbeddedPerson, headers: dict[str, str]
) -> None:
    tab = Client(enforce_csrf_checks=True)
    address = address_of(pupil)
    page = tab.get(address, headers=headers)
    assert (page.status_code, signed_in(tab)) == (200, None)
    assert world.pupil.name in page.content.decode()
    # The page of somebody else cannot press the button.
    assert tab.post(address, headers=ELSEWHERE).status_code == 403
    token = tab.cookies[settings.CSRF_COOKIE_NAME].value
    assert tab.post(address, {"csrfmiddlewaretoken": token})["Location"] == "/teams/"
    assert signed_in(tab) == world.pupil


def test_whoever_is_signed_in_as_somebody_else_is_asked(world: World, pupil: EmbeddedPerson) -> None:
    tab = world.client("teacher")
    address = address_of(pupil)
    assert world.teacher.name in tab.get(address, headers=OURS).content.decode()
    assert signed_in(tab) == world.teacher
    tab.post(address)
    assert signed_in(tab) == world.pupil


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "/embedded/rounds/1/", "teams"]
)
def test_a_ticket_is_for_an_ordinary_page_of_this_site(pupil: EmbeddedPerson, path: str) -> None:
    assert pupil.page(reverse("lti:tab"), "post", {"path": path}).status_code == 400
    assert not TabTicket.objects.exists()


def test_only_a_frame_gets_tickets(world: World) -> None:
    assert world.client("pupil").post(reverse("lti:tab"), {"path": "/"}).status_code == 404
    assert Client().post(f"/embedded{reverse('lti:tab')}", {"path": "/"}).status_code == 403


def test_whose_browser_keeps_no_cookie_in_frames_gets_a_link(world: World, pupil: EmbeddedPerson) -> None:
    ticket = ticket_path(world.pupil, "/teams/").split("/")[-2]
    arrive = reverse("lti:arrive", args=[ticket])
    page = Client().get(f"/embedded{arrive}")
    assert f'href="/lti/open/{ticket}/"' in page.content.decode()
    # With a cookie the page is shown at once, and nothing is left to be used.
    assert pupil.page(arrive)["Location"] == "/embedded/teams/"
    assert not TabTicket.objects.exists()


def test_a_session_in_a_tab_ends_with_the_platform(world: World, pupil: EmbeddedPerson) -> None:
    tab = Client()
    tab.get(address_of(pupil), headers=OURS)
    PlatformAccount.objects.all().delete()
    assert tab.get("/teams/").status_code == 302
