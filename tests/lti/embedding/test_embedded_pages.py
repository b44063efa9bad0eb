"""Pages in a learning platform's frame: only the listed ones, for sessions that are nobody's elsewhere."""

import json
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_script_prefix, reverse
from lxml import html

from annotate.models import Assignment, Round
from lti.embedding.middleware import SESSION_OVER
from lti.embedding.pages import OPEN, PAGES, PARTS
from lti.embedding.sessions import start_session
from lti.models import Platform, PlatformAccount
from people.api.authentication import SIGNED_IN_AS
from tests.lti.embedding.embedded_person import ORIGIN, EmbeddedPerson, register_platform
from tests.routes import routes
from tests.test_content_security import directives
from tests.wording import says
from tests.world import World
from web.http.embedded import COOKIE


@pytest.fixture
def pupil(world: World) -> EmbeddedPerson:
    return EmbeddedPerson(world.pupil, register_platform(), enforce_csrf_checks=True)


def marking(world: World) -> str:
    return reverse("annotate:annotate", args=[world.round.pk])


def an_annotation(world: World) -> tuple[str, str]:
    address = reverse("api:annotation", args=[world.round.pk, uuid4()])
    body = {"start": 0, "end": 1, "quote": world.text.body[0], "tag": "opinion", "version": 0}
    return f"/embedded{address}", json.dumps(body)


def test_a_page_stays_inside_the_frame(world: World, pupil: EmbeddedPerson) -> None:
    response = pupil.page(marking(world))
    page = html.document_fromstring(response.content)
    data = json.loads(page.xpath("//script[@id='data']")[0].text)
    addresses = [*page.xpath("//a/@href"), *data["urls"].values(), *page.xpath("//form/@action")]
    assert response[SIGNED_IN_AS] == str(world.pupil.pk)
    assert [address for address in addresses if not address.startswith(("/embedded/", "#"))] == []
    assert get_script_prefix() == "/"


def test_its_frame_may_be_in_the_platform_alone(world: World, pupil: EmbeddedPerson) -> None:
    register_platform("https://another.example")
    response = pupil.page(marking(world))
    assert directives(response)["frame-ancestors"] == [ORIGIN]
    assert "X-Frame-Options" not in response
    ordinary = world.client("pupil").get(marking(world))
    assert directives(ordinary)["frame-ancestors"] == ["'none'"]
    assert ordinary["X-Frame-Options"] == "DENY"


def test_nobody_else_may_frame_the_page_about_a_session_that_is_over(world: World) -> None:
    register_platform()
    response = Client().get(f"/embedded{marking(world)}")
    assert says(SESSION_OVER, response.content.decode())
    assert directives(response)["frame-ancestors"] == [ORIGIN]


def test_no_other_page_of_the_site_has_a_frame(world: World, pupil: EmbeddedPerson) -> None:
    response = pupil.page(reverse("people:teams"))
    page = html.document_fromstring(response.content)
    assert page.xpath("//form[@data-open-tab]/input[@name='path']/@value") == ["/teams/"]
    assert world.team.name not in page.text_content()
    assert pupil.page(reverse("api:teams")).status_code == 404
    assert pupil.page("/embedded/teams/").status_code == 404


def test_every_page_that_is_listed_exists() -> None:
    assert (PAGES | PARTS | OPEN) - set(routes()) == set()


def test_an_ordinary_session_is_nobodys_inside(world: World) -> None:
    register_platform()
    client = world.client("teacher")
    assert client.get(marking(world)).status_code == 200
    assert client.get(f"/embedded{marking(world)}").status_code == 403
    # Nor is it one if it calls itself an embedded one.
    client.cookies[COOKIE] = world.sessions["teacher"]
    assert client.get(f"/embedded{marking(world)}").status_code == 403


def test_an_embedded_session_is_nobodys_outside(world: World, pupil: EmbeddedPerson) -> None:
    assert pupil.client.get(marking(world)).status_code == 302
    pupil.client.cookies[settings.SESSION_COOKIE_NAME] = pupil.session.session_key
    assert pupil.client.get(marking(world)).status_code == 302
    assert pupil.client.get(reverse("api:rounds")).status_code == 401


def test_a_form_or_script_without_the_token_of_the_page_changes_nothing(
    world: World, pupil: EmbeddedPerson
) -> None:
    address, body = an_annotation(world)
    pupil.client.cookies[settings.CSRF_COOKIE_NAME] = forged = "a" * 32
    for headers in ({}, {"X-CSRFToken": forged}):
        refused = pupil.client.put(address, body, content_type="application/json", headers=headers)
        assert refused.status_code == 401
    form = pupil.client.post(f"/embedded{reverse('lti:tab')}", {"path": "/", "csrfmiddlewaretoken": forged})
    assert form.status_code == 403
    token = {"X-CSRFToken": pupil.token(marking(world))}
    saved = pupil.client.put(address, body, content_type="application/json", headers=token)
    assert saved.status_code == 201


def test_the_token_of_one_session_does_not_fit_another(world: World, pupil: EmbeddedPerson) -> None:
    other = EmbeddedPerson(world.classmate, register_platform("https://b.example"))
    address, body = an_annotation(world)
    token = {"X-CSRFToken": other.token(marking(world))}
    assert pupil.client.put(address, body, content_type="application/json", headers=token).status_code == 401


def test_no_cookie_is_set_inside(world: World, pupil: EmbeddedPerson) -> None:
    assert pupil.page(marking(world)).cookies == {}
    assert pupil.page(marking(world), HTTP_ACCEPT_LANGUAGE="es").cookies == {}


def test_notices_wait_in_the_session(world: World) -> None:
    pupil = EmbeddedPerson(world.pupil, register_platform())
    assignment = Assignment.objects.create(team=world.team, title="A bridge", questions=["Says who?"])
    assignment.exercises.create(round=world.round, position=0)
    save = reverse("annotate:save-answers", args=[assignment.pk])
    saved = pupil.page(save, "post", {"answer-1": "Nobody."})
    page = html.document_fromstring(pupil.client.get(saved["Location"]).content)
    assert page.xpath("//div[@class='notice good' and @role='status']")


def test_the_platform_says_in_which_language(world: World) -> None:
    spanish = EmbeddedPerson(world.pupil, register_platform(), "es")
    assert 'lang="es"' in spanish.page(marking(world), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    unknown = EmbeddedPerson(world.pupil, register_platform("https://b.example"))
    assert 'lang="es"' in unknown.page(marking(world), HTTP_ACCEPT_LANGUAGE="es").content.decode()


def test_a_session_ends_with_the_platform(world: World, pupil: EmbeddedPerson) -> None:
    assert pupil.page(marking(world)).status_code == 200
    PlatformAccount.objects.all().delete()
    assert pupil.page(marking(world)).status_code == 403


def test_the_pages_have_no_menu_and_no_way_out_but_tabs(world: World, pupil: EmbeddedPerson) -> None:
    page = html.document_fromstring(pupil.page(reverse("annotate:round", args=[world.round.pk])).content)
    assert page.xpath("//header[@class='site'] | //footer | //link[@rel='manifest']") == []


def test_a_form_for_another_page_leads_to_its_own_page_in_a_tab(world: World) -> None:
    teacher = EmbeddedPerson(world.teacher, register_platform())
    own_page = reverse("annotate:round", args=[world.round.pk])
    delete = reverse("annotate:delete-round", args=[world.round.pk])
    for referrer, path in ((f"http://testserver/embedded{own_page}", own_page), ("https://b.example/x", "/")):
        page = html.document_fromstring(teacher.page(delete, "post", headers={"Referer": referrer}).content)
        assert page.xpath("//form[@data-open-tab]/input[@name='path']/@value") == [path]
    assert Round.objects.filter(pk=world.round.pk).exists()


def test_the_page_of_an_earlier_launch_still_saves(world: World, pupil: EmbeddedPerson) -> None:
    token = {"X-CSRFToken": pupil.token(marking(world))}
    address, body = an_annotation(world)
    pupil.client.cookies[COOKIE] = start_session(world.pupil, Platform.objects.get()).session_key
    assert pupil.client.put(address, body, content_type="application/json", headers=token).status_code == 201
