"""Two pupils at one computer: neither sees a page of the other, or sends what the other has not sent yet."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from annotate.models import Annotation, Round
from annotate.rounds.actions import create_round, delete_round
from articles.actions import add_article, freeze
from articles.text.draft import Draft
from people.actions.accounts import create_team
from people.actions.guests import join_as_guest, open_join_code
from people.actions.teams import remove_member
from people.models import JoinCode, Team, User
from tests.browser.annotation_page import (
    cached,
    count,
    mark,
    ready,
    saved,
    sign_out,
    signed_out,
    stored_offline,
)
from tests.browser.conftest import BODY
from tests.browser.rough_proxy import cable

PASSWORD = "a-long-password"
# Whose page of an exercise it is.
WHOSE = "JSON.parse(document.getElementById('data').textContent).me.name"


@pytest.fixture
def exercise(transactional_db: None) -> Round:
    """A class with a code, and an open exercise; a second one, so that whoever arrives sees the list of both."""
    teacher = User.objects.create_user("teacher@school.example", PASSWORD, "Ms Vega")
    team = create_team(teacher, "Class 7a")
    article = add_article(teacher, Draft(BODY, title="Mayor"), BODY.encode(), "article.txt", team)
    text = freeze(teacher, article, cleaning=False)
    round_, _second = create_round(teacher, text), create_round(teacher, text)
    open_join_code(teacher, team)
    return round_


def join(page: Page, nickname: str) -> str:
    """Come in by the code of the class; the return code."""
    page.goto("/join/")
    page.locator("[name=code]").fill(JoinCode.objects.get().code)
    page.locator("[name=nickname]").fill(nickname)
    page.keyboard.press("Enter")
    code = page.locator("[data-return-code]").inner_text()
    page.locator("[data-action=code-noted]").click()
    page.wait_for_url(lambda url: "/return/" not in url)
    return code


def come_back(page: Page, code: str) -> None:
    page.goto("/return/")
    page.locator("[name=code]").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/return/" not in url)


def ben_returns(page: Page, team: Team) -> None:
    come_back(page, join_as_guest(JoinCode.objects.get(team=team).code, "Ben", "10.0.0.1")[1])


def ben_joins(page: Page, team: Team) -> None:
    # The door joins whoever is signed in as who they are: Ana's sign-in is over.
    page.context.clear_cookies()
    join(page, "Ben")


def a_teacher_signs_in(page: Page, team: Team) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("teacher@school.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/")


def ana_signs_out(page: Page, team: Team) -> None:
    page.goto("/teams/")
    sign_out(page)
    signed_out(page)


def the_sign_in_is_over(page: Page, team: Team) -> None:
    page.context.clear_cookies()
    page.goto("/teams/")


WAYS = [ben_returns, ben_joins, a_teacher_signs_in, ana_signs_out, the_sign_in_is_over]


@pytest.mark.parametrize("next_person", WAYS, ids=lambda way: way.__name__)
def test_whoever_comes_next_sees_no_page_of_the_pupil_before(
    visit: Callable[..., Page], exercise: Round, live_server: Any, next_person: Callable[[Page, Team], None]
) -> None:
    path = f"/rounds/{exercise.pk}/"
    with cable(live_server.url) as (address, cut):
        page = visit("/join/", base_url=address)
        join(page, "Ana")
        page.goto(path)
        cached(ready(page))
        mark(page, "globalist", "4")
        page.locator("[data-card] [name=detail-target]").fill("a secret of Ana’s")
        saved(page)
        page.reload()
        count(ready(page), 1)
        # Ana herself has it without a network.
        cut.set()
        page.reload()
        count(ready(page), 1)
        cut.clear()
        next_person(page, exercise.text.article.team)
        assert page.evaluate("async (path) => Boolean(await caches.match(path))", path) is False
        cut.set()
        with pytest.raises(Error, match="ERR_"):
            page.goto(path)


@pytest.mark.parametrize("next_person", [ben_returns, ben_joins], ids=lambda way: way.__name__)
def test_whoever_arrives_at_the_same_exercise_has_a_page_of_their_own(
    visit: Callable[..., Page], exercise: Round, live_server: Any, next_person: Callable[[Page, Team], None]
) -> None:
    path = f"/rounds/{exercise.pk}/"
    with cable(live_server.url) as (address, cut):
        page = visit("/join/", base_url=address)
        join(page, "Ana")
        page.goto(path)
        mark(ready(page), "globalist", "4")
        saved(page)
        cached(page)
        delete_round(User.objects.get(name="Ms Vega"), Round.objects.exclude(pk=exercise.pk).get())
        next_person(page, exercise.text.article.team)
        page.wait_for_url(f"**{path}")
        cached(ready(page))
        cut.set()
        page.reload()
        assert ready(page).evaluate(WHOSE) == "Ben"


def test_who_was_removed_has_no_page_for_when_the_network_is_away(
    visit: Callable[..., Page], exercise: Round, live_server: Any
) -> None:
    path, team = f"/rounds/{exercise.pk}/", exercise.text.article.team
    with cable(live_server.url) as (address, cut):
        page = visit("/join/", base_url=address)
        join(page, "Ana")
        page.goto(path)
        cached(ready(page))
        ana = User.objects.get(name="Ana")
        remove_member(User.objects.get(name="Ms Vega"), team, ana)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404
        cut.set()
        with pytest.raises(Error, match="ERR_"):
            page.goto(path)


def test_what_ana_has_not_sent_waits_for_her_and_is_never_sent_as_bens(
    visit: Callable[..., Page], exercise: Round, live_server: Any
) -> None:
    path = f"/rounds/{exercise.pk}/"
    with cable(live_server.url) as (address, cut):
        page = visit("/join/", base_url=address)
        code = join(page, "Ana")
        page.goto(path)
        cached(ready(page))
        cut.set()
        mark(page, "globalist", "4")
        stored_offline(page, 1)
        # Ben does not wait for Ana's to be sent: her tab is closed while nothing can be.
        tab = page.context.new_page()
        page.close()
        cut.clear()
        ben_returns(tab, exercise.text.article.team)
        tab.goto(path)
        count(ready(tab), 0)
        mark(tab, "Taxes", "3")
        saved(tab)
        assert [(row.layer.annotator.name, row.quote) for row in Annotation.objects.all()] == [
            ("Ben", "Taxes")
        ]
        # Ben's own page is kept for Ben.
        tab.reload()
        count(ready(tab), 1)
        cut.set()
        tab.reload()
        count(ready(tab), 1)
        cut.clear()
        come_back(tab, code)
        tab.goto(path)
        saved(ready(tab))
        rows = Annotation.objects.order_by("quote")
        assert {(row.layer.annotator.name, row.quote) for row in rows} == {
            ("Ana", "globalist"),
            ("Ben", "Taxes"),
        }
