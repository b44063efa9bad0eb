"""Launches that lead in: in frames and in tabs, with and without cookies."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.test import Client, RequestFactory
from lxml import html

from lti.embedding.sessions import start_session
from lti.launching import views
from lti.launching.attempts import UNKNOWN_LOGIN, delete_all_expired
from lti.launching.entering import NOT_A_TEACHER
from lti.launching.state_cookies import keeps_cookies
from lti.models import EmbeddedSession, LoginAttempt, PendingLaunch, Platform, PlatformAccount, TabTicket
from tests.lti.launching.launches import FRAME, School, is_in
from tests.lti.platform import login, names
from tests.wording import says
from web.http.embedded import COOKIE

OURS = {"Origin": "http://testserver", **FRAME}
# Of a local site, so that browsers keep cookies of frames by http.
LOCAL = {"HTTP_HOST": "localhost"}


def test_a_frame_gets_a_session_of_its_own(school: School) -> None:
    client = Client()
    response = school.launch(client, school.pupil)
    assert response["Location"].startswith("/embedded/")
    cookie = response.cookies[COOKIE]
    assert [cookie[name] for name in ("secure", "httponly", "samesite", "path", "partitioned", "max-age")] == [
        True, True, "None", "/embedded/", True, "",
    ]  # fmt: skip
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert client.get(response["Location"]).status_code == 200


def test_a_tab_gets_an_ordinary_session(school: School) -> None:
    client = Client()
    response = school.launch(client, school.pupil, in_frame=False)
    assert not response["Location"].startswith("/embedded/")
    assert COOKIE not in response.cookies
    assert response.cookies[settings.SESSION_COOKIE_NAME]["samesite"] == "Lax"
    assert get_user(client) == PlatformAccount.objects.get(subject=school.pupil.id).user  # type: ignore[arg-type]


@pytest.mark.parametrize(("target", "in_frame"), [("window", False), ("iframe", True), ("", True)])
def test_where_the_browser_does_not_say_the_platform_does(
    school: School, target: str, in_frame: bool
) -> None:
    client = Client()
    claims = {names.PRESENTATION: {"document_target": target}}
    form = login.authenticate(school.platform, school.redirect(client, school.pupil), claims)
    assert (COOKIE in client.post("/lti/launch/", form).cookies) is in_frame


def test_the_cookie_of_a_login_is_for_frames_and_goes_with_it(school: School) -> None:
    client = Client()
    redirect = school.login(client, school.pupil)
    ((_name, cookie),) = redirect.cookies.items()
    assert (cookie["samesite"], cookie["path"], cookie["partitioned"]) == ("None", "/lti/launch/", True)
    assert cookie["secure"]
    begun = school.redirect(client, school.pupil)
    assert begun["state"] not in redirect["Location"]
    response = school.launch(Client(), school.pupil)
    gone = [cookie for key, cookie in response.cookies.items() if key.startswith("claimlight_login_")]
    assert [(cookie.value, cookie["max-age"]) for cookie in gone] == [("", 0)]


def test_several_logins_of_a_browser_do_not_disturb_each_other(school: School) -> None:
    client = Client()
    one, other = school.redirect(client, school.pupil), school.redirect(client, school.pupil)
    assert is_in(school.platform.send_message(client, other))
    assert is_in(school.platform.send_message(client, one))


def test_the_language_is_that_of_the_platform(school: School) -> None:
    for locale, language in (("es-MX", "es"), ("es_ES", "es"), ("en-US", "en"), ("tlh", "")):
        client = Client()
        response = school.launch(client, school.pupil, claims={"locale": locale})
        page = client.get(response["Location"], headers={"Accept-Language": "es"}).content.decode()
        assert f'<html lang="{language or "es"}"' in page


def test_before_the_teacher_a_pupil_is_told_to_wait(school: School) -> None:
    course = school.platform.add_course("Another")
    course.enroll(school.pupil)
    response = school.platform.launch(Client(), course, school.pupil, school.platform.add_link(course))
    assert (response.status_code, COOKIE in response.cookies) == (403, False)
    assert not PlatformAccount.objects.filter(subject=school.pupil.id).exists()


def test_without_a_cookie_one_click_begins_again_in_a_tab(school: School) -> None:
    begun = school.redirect(Client(), school.pupil)
    browser = Client(**LOCAL)
    page = school.platform.send_message(browser, begun)
    (link,) = html.document_fromstring(page.content).xpath("//a[@target='_blank']/@href")
    assert link.startswith("/lti/login/?")
    again = browser.get(link)
    assert (again.status_code, again["Location"].partition("?")[0]) == (302, f"{school.platform.url}/auth")


def test_without_https_the_page_says_what_is_missing(school: School) -> None:
    begun = school.redirect(Client(), school.pupil)
    page = school.platform.send_message(Client(), begun)
    assert says(views.NEEDS_HTTPS, page.content.decode())


def proving(school: School, browser: Client) -> tuple[str, str]:
    """Launch without cookies on a platform that stores the state; return it, and the token of the launch."""
    school.platform.storage_target = "storage"
    page = html.document_fromstring(school.login(Client(**LOCAL), school.pupil).content)
    (place,) = page.xpath("//*[@data-storing]")
    assert (place.get("data-origin"), place.get("data-target")) == (school.platform.url, "storage")
    query = place.xpath(".//a/@href")[0].partition("?")[2]
    begun = dict(parse_qsl(query))
    begun["redirect_uri"] = school.platform.tool.launch_url
    form = login.authenticate(school.platform, begun)
    page = html.document_fromstring(browser.post("/lti/launch/", form, headers=FRAME).content)
    (fields,) = page.xpath("//form[@data-proving]")
    assert fields.get("data-key") == place.get("data-key")
    assert place.get("data-value") == begun["state"]
    return begun["state"], fields.xpath("input[@name='token']/@value")[0]


def confirm(browser: Client, state: str, token: str, **headers: str) -> bool:
    form = {"state": state, "token": token}
    response = browser.post("/lti/launch/confirm/", form, headers=FRAME | headers)
    return is_in(response)


def test_the_platforms_storage_stands_in_for_a_cookie(school: School) -> None:
    browser = Client(**LOCAL)
    state, token = proving(school, browser)
    assert "@" not in str(PendingLaunch.objects.get().claims)
    form = {"state": state, "token": token}
    response = browser.post("/lti/launch/confirm/", form, headers=OURS | {"Origin": "http://localhost"})
    # It may still keep no cookie: then there is a link to a tab, else the page.
    assert b'href="/lti/open/' in Client(**LOCAL).get(response["Location"]).content
    assert browser.get(response["Location"])["Location"].startswith("/embedded/lti/links/")
    assert not confirm(browser, state, token, Origin="http://localhost")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_another_site_cannot_confirm_its_own_launch_in_a_strangers_browser(
    school: School, origin: str
) -> None:
    state, token = proving(school, Client(**LOCAL))
    victim = Client(**LOCAL)
    assert not confirm(victim, state, token, **({"Origin": origin} if origin else {}))
    assert confirm(victim, state, token, Origin="http://localhost")


def test_a_browser_without_the_state_confirms_nothing(school: School) -> None:
    _state, token = proving(school, Client(**LOCAL))
    other_state, _token = proving(school, Client(**LOCAL))
    assert not confirm(Client(**LOCAL), other_state, token, Origin="http://localhost")
    assert not confirm(Client(**LOCAL), "", token, Origin="http://localhost")


def test_what_has_expired_is_deleted_daily(school: School) -> None:
    school.login(Client(), school.pupil)
    proving(school, Client(**LOCAL))
    models = (LoginAttempt, PendingLaunch, EmbeddedSession)
    delete_all_expired()
    assert all(model.objects.exists() for model in models)
    for model in (LoginAttempt, PendingLaunch, TabTicket):
        model.objects.update(expires_at="2020-01-01T00:00Z")
    EmbeddedSession.objects.update(expire_date="2020-01-01T00:00Z")
    delete_all_expired()
    assert not any(model.objects.exists() for model in (*models, TabTicket))


def test_a_login_may_come_by_get(school: School) -> None:
    response = Client().get("/lti/login/", school.login_parameters(school.pupil))
    assert response.status_code == 302


def test_a_platform_that_is_gone_opens_nothing(school: School) -> None:
    client = Client()
    begun = school.redirect(client, school.pupil)
    Platform.objects.all().delete()
    response = school.platform.send_message(client, begun)
    assert says(UNKNOWN_LOGIN, response.content.decode())


def test_a_teacher_is_asked_what_to_add_and_a_pupil_is_not(school: School) -> None:
    client = Client()
    response = school.launch(client, school.teacher, message_type=names.DEEP_LINKING)
    assert response["Location"].startswith("/embedded/lti/choose/")
    assert client.get(response["Location"]).status_code == 200
    tab = Client()
    response = school.launch(tab, school.teacher, message_type=names.DEEP_LINKING, in_frame=False)
    assert tab.get(response["Location"]).status_code == 200
    refused = school.launch(Client(), school.pupil, message_type=names.DEEP_LINKING)
    assert says(NOT_A_TEACHER, refused.content.decode())


@pytest.mark.parametrize(
    ("host", "https", "keeps"),
    [("localhost:8000", False, True), ("127.0.0.1", False, True), ("[::1]:8000", False, True),
     ("localhost.example", False, False), ("school.example", False, False), ("school.example", True, True)],
)  # fmt: skip
def test_cookies_of_frames_need_https_or_the_same_computer(
    host: str, https: bool, keeps: bool, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert keeps_cookies(RequestFactory().post("/lti/launch/", HTTP_HOST=host, secure=https)) is keeps


def test_what_was_begun_in_another_window_goes_on(school: School) -> None:
    client = Client()
    first = school.launch(client, school.teacher, message_type=names.DEEP_LINKING)
    second = school.launch(client, school.teacher, message_type=names.DEEP_LINKING)
    assert first["Location"] != second["Location"]
    assert [client.get(response["Location"]).status_code for response in (first, second)] == [200, 200]


def test_nobody_goes_on_with_the_session_of_another_person_or_platform(school: School) -> None:
    client = Client()
    first = school.launch(client, school.teacher, message_type=names.DEEP_LINKING)
    teachers = client.cookies[COOKIE].value
    school.launch(client, school.pupil)
    assert client.cookies[COOKIE].value != teachers
    assert client.get(first["Location"]).status_code == 404
    user, platform = PlatformAccount.objects.get(subject=school.teacher.id).user, Platform.objects.create()
    assert start_session(user, platform, earlier=teachers).session_key != teachers
