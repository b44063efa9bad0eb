"""Every page declares what the browser may load, and contains nothing that this forbids."""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from lxml import html

from config.views import OUTDATED_FORM
from tests.routes import TABLE
from tests.wording import says
from tests.world import World
from web.http.security_headers import PERMISSIONS_POLICY

# Forms whose CSRF token is sent by scripts.
READ_BY_SCRIPTS = {"csrftoken", "django_language"}
UNSAFE = [row for row in TABLE if row.method != "GET"]
GETS = [row for row in TABLE if row.method == "GET"]
INLINE = (
    "//script[not(@src or @type='application/json')] | //style | //@style | //@*[starts-with(name(), 'on')]"
    " | //iframe | //object | //base"
)
ELSEWHERE = "//script/@src | //link[@rel != 'canonical']/@href | //img/@src | //form/@action"


def directives(answer: Any) -> dict[str, list[str]]:
    """Return the response's content security policy by directive."""
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


# Headers of every response.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}

# The one page that talks to the window which opened it, the bookmarklet's.
KEEPS_ITS_OPENER = {"GET articles:receive": {"Cross-Origin-Opener-Policy": "unsafe-none"}}


def keeps_the_policy(answer: HttpResponse, where: str = "") -> None:
    """Check that everything unnamed is forbidden, nothing is inline or from elsewhere, and cookies stay here."""
    assert {name: answer[name] for name in HEADERS} == HEADERS | KEEPS_ITS_OPENER.get(where, {}), where
    for name, cookie in answer.cookies.items():
        assert cookie["samesite"] == "Lax"
        assert cookie["httponly"] or name in READ_BY_SCRIPTS, name
    policy = directives(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    for name in set(policy) - {"require-trusted-types-for", "trusted-types"}:
        assert set(policy[name]) <= {"'none'", "'self'"}, name
    if (
        not answer.streaming
        and answer.content
        and answer["Content-Type"].startswith("text/html")
        and "attachment" not in answer.get("Content-Disposition", "")
    ):
        page = html.document_fromstring(answer.content)
        assert page.xpath(INLINE) == [], where
        assert [address for address in page.xpath(ELSEWHERE) if not address.startswith(("/", "?"))] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["nobody", "teacher"])
def test_every_page_is_under_the_policy(world: World, role: str) -> None:
    for row in GETS:
        with transaction.atomic():
            # Some rows put the thing that they are about into the bin.
            keeps_the_policy(row.request(world, world.client(role)), str(row))
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_nothing_is_changed_by_a_form_from_elsewhere(world: World) -> None:
    client = world.client("teacher", enforce_csrf_checks=True)
    for row in UNSAFE:
        answer = row.request(world, client)
        # For the API such a request is anonymous (401), or its content type is refused first (415).
        assert answer.status_code in ((401, 415) if row.route.startswith("api:") else (403,)), str(row)
        keeps_the_policy(answer)


@pytest.mark.django_db
def test_by_https_all_of_it_stays_there(world: World, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for row in TABLE:
        with transaction.atomic():
            client = world.client("teacher")
            client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"
            answer = row.request(world, client)
            transaction.set_rollback(True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", str(row)
        assert all(cookie["secure"] or not cookie.value for cookie in answer.cookies.values()), str(row)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing/", "/api/v1/nothing/", "/articles/999999/"])
def test_what_is_not_there_is_under_the_policy_too(world: World, address: str) -> None:
    answer = world.client("teacher").get(address)
    assert answer.status_code == 404
    keeps_the_policy(answer)


@pytest.mark.django_db
def test_what_was_refused_is_under_the_policy_too(world: World) -> None:
    refused = world.client("teacher").post("/articles/new/", {"text": "", "title": "<b onclick=x>"})
    assert refused.status_code == 422
    keeps_the_policy(refused)
    forged = world.client("teacher", enforce_csrf_checks=True).post("/articles/new/", {"text": "x"})
    assert forged.status_code == 403
    keeps_the_policy(forged)


@pytest.mark.django_db
def test_an_outdated_form_is_told_what_to_do(world: World) -> None:
    answer = world.client("teacher", enforce_csrf_checks=True).post("/articles/new/", {"text": "x"})
    assert says(OUTDATED_FORM, answer.content.decode())
