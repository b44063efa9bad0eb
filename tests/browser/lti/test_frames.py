"""Highlighting in a learning platform's frame where browsers block third-party cookies, and the ways out of it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from lti.models import EmbeddedSession
from tests.browser import annotation_page
from tests.browser.lti.framed_page import FramedPage
from tests.browser.lti.lesson import LinkedRound, linked_round
from tests.lti.platform import LearningPlatform
from tests.waiting import until
from web.http.embedded import COOKIE


def open_link(sign_in: Callable[..., Page], school: LearningPlatform) -> tuple[LinkedRound, FramedPage]:
    """Return a link, and the page that it opens for a pupil in the platform's frame."""
    lesson = linked_round(school)
    window = sign_in(school, lesson.pupil, lesson.path)
    return lesson, FramedPage(window)


def without_cookies(page: Page, *names: str) -> None:
    """Let the browser lose cookies of frames whose names begin so, before its next requests of the tool."""

    def lose(route: Route) -> None:
        for name in names:
            page.context.clear_cookies(name=re.compile(f"^{name}"))
        route.continue_()

    page.context.route(re.compile("/auth[?]|/lti/launch/|/embedded/"), lose)


def test_a_pupil_highlights_and_hands_in(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform
) -> None:
    lesson, page = open_link(sign_in_at_school, school)
    annotation_page.ready(page)
    assert f"/embedded/rounds/{lesson.round.pk}/" in page.url
    annotation_page.mark(page, "It was a disgrace", "1")
    annotation_page.saved(page)
    assert lesson.quotes() == ["It was a disgrace"]
    annotation_page.hand_in(page)
    expect(page.locator("[data-handed-in]")).not_to_be_empty()
    # What others change arrives, and what was saved is there when the page is opened again.
    page.frame.goto(page.url)
    annotation_page.ready(page)
    annotation_page.count(page, 1)


def test_other_pages_open_in_a_tab_that_is_signed_in(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform
) -> None:
    lesson, page = open_link(sign_in_at_school, school)
    annotation_page.ready(page)
    with page.window.expect_popup() as opened:
        page.locator("[data-open-tab] button").click()
    opened.value.wait_for_url(f"**/rounds/{lesson.round.pk}/")
    annotation_page.ready(opened.value)
    page.frame.goto(f"{page.url.partition('/embedded/')[0]}/embedded/teams/")
    with page.window.expect_popup() as opened:
        page.locator("[data-open-tab] button").click()
    opened.value.wait_for_url("**/teams/*/")
    expect(opened.value.locator("header.site")).to_contain_text(lesson.user(lesson.pupil).name)


def test_a_launch_in_a_window_is_signed_in_there(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform
) -> None:
    lesson = linked_round(school)
    window = sign_in_at_school(school, lesson.pupil, f"{lesson.path}?in=window")
    annotation_page.ready(window)
    assert window.url.endswith(f"/rounds/{lesson.round.pk}/")
    assert "/embedded/" not in window.url
    window.reload()
    annotation_page.ready(window)


def test_a_page_whose_session_is_over_says_how_to_go_on(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform
) -> None:
    lesson, page = open_link(sign_in_at_school, school)
    annotation_page.ready(page)
    EmbeddedSession.objects.all().delete()
    annotation_page.mark(page, "It was a disgrace", "1")
    expect(page.locator("[data-alert=signed-out]")).to_be_visible()
    # What was not sent is sent by the page that the next launch opens.
    page.window.goto(lesson.path)
    annotation_page.ready(page)
    annotation_page.saved(page)
    assert lesson.quotes() == ["It was a disgrace"]


def test_a_teacher_gets_to_the_settings_in_a_tab(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform
) -> None:
    lesson = linked_round(school)
    page = FramedPage(sign_in_at_school(school, lesson.teacher, lesson.path))
    page.loaded("[data-settings]")
    with page.window.expect_popup() as opened:
        page.locator("[data-settings]").click()
    opened.value.wait_for_url(f"**/rounds/{lesson.round.pk}/settings/")
    assert "/embedded/" not in opened.value.url
    expect(opened.value.locator("header.site")).to_contain_text(lesson.teacher.name)


def test_where_no_cookie_is_kept_a_click_launches_into_a_tab(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform
) -> None:
    lesson = linked_round(school)
    window = sign_in_at_school(school, lesson.pupil, "/keys")
    without_cookies(window, "claimlight_")
    window.goto(lesson.path)
    link = FramedPage(window).locator("a[target=_blank]")
    link.wait_for()
    window.context.unroute_all()
    with window.expect_popup() as opened:
        link.click()
    annotation_page.ready(opened.value)


@pytest.mark.parametrize("target", ["_parent", "lti-storage"])
def test_the_platform_stores_what_the_browser_does_not(
    sign_in_at_school: Callable[..., Page], school: LearningPlatform, target: str
) -> None:
    lesson = linked_round(school)
    school.storage_target = target
    window = sign_in_at_school(school, lesson.pupil, "/keys")
    without_cookies(window, "claimlight_login")
    window.goto(lesson.path)
    annotation_page.ready(FramedPage(window))
    assert COOKIE in {cookie["name"] for cookie in window.context.cookies()}


def test_no_other_site_has_the_page_in_its_frame(
    chromium: Browser, live_server: Any, school: LearningPlatform, other_site: LearningPlatform
) -> None:
    for origin, refused in ((school.url, False), (other_site.url, True)):
        window = chromium.new_page()
        window.goto(f"{origin}/keys")
        window.set_content(f'<iframe name="tool" src="{live_server.url}/embedded/rounds/1/"></iframe>')
        frame = FramedPage(window)
        until(lambda frame=frame: frame.url not in ("", "about:blank"))
        assert frame.url.startswith("chrome-error:") is refused
        window.close()
