"""A whole course in a school's learning platform, whose browsers block third-party cookies: from registration to a copy
of the course a year later.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Round
from lti.grading.delivery import deliver_due
from people.models import User
from tests.browser.annotation_page import hand_in, mark, ready, saved
from tests.browser.lti.framed_page import FramedPage
from tests.lti.platform import LearningPlatform, names
from tests.lti.platform.courses import Course, Link, Person

LESSON, POINTS = "news-or-opinion", 20
# One strong word of the lesson's answer key, and a word that is not in it yet.
IN_KEY, MISSING = "nightmare", "homework"
STRONG_WORD = "4"


class School:
    """A platform, and the tool in the frames of its pages."""

    def __init__(self, platform: LearningPlatform, sign_in: Callable[..., Page]) -> None:
        self.platform, self.sign_in = platform, sign_in
        # Its browsers keep the state of a login with the platform, whether they keep cookies or not.
        platform.storage_target = "_parent"

    def course(self, title: str, teacher: str, *pupils: str) -> tuple[Course, Person, list[Person]]:
        """Open a course; return it with its people."""
        course = self.platform.add_course(title)
        return course, *self.enroll(course, teacher, *pupils)

    def enroll(self, course: Course, teacher: str, *pupils: str) -> tuple[Person, list[Person]]:
        """Put new people into a course."""
        people = [self.platform.add_person(name) for name in (teacher, *pupils)]
        for person in people:
            course.enroll(person, names.TEACHER if person.name == teacher else names.PUPIL)
        return people[0], people[1:]

    def open(self, person: Person, course: Course, path: str) -> FramedPage:
        """Return what somebody sees in the frame of a page of the course."""
        return FramedPage(self.sign_in(self.platform, person, f"/courses/{course.id}/{path}"))

    def score(self, link: Link, person: Person) -> Mapping[str, Any]:
        """Send the grades that are due; return the score that is in the gradebook."""
        deliver_due()
        assert link.line_item
        return link.line_item.scores.get(person.id, {})


@pytest.fixture
def school(unregistered_school: LearningPlatform, sign_in_at_school: Callable[..., Page]) -> School:
    return School(unregistered_school, sign_in_at_school)


def register(visit: Callable[..., Page], platform: LearningPlatform) -> None:
    """The tool's administrator creates an address, and the platform's pastes it."""
    administrator = User.objects.create_superuser("root@claimlight.example", "a-long-password", name="Root")
    page = visit("/lti/platforms/", administrator)
    page.locator("[data-action=create-address]").click()
    address = page.locator("[data-registration-link] code").inner_text()
    page.goto(f"{platform.url}/register?tool={address}")
    expect(page.locator("body")).to_have_text("Registered")


def choose_lesson(page: FramedPage, course: Course) -> Link:
    """The teacher adds a lesson to the course; return the link to it."""
    page.locator(f"a[href*='{LESSON}']").first.click()
    page.locator("[data-more] summary").click()
    page.locator("[name=feedback_when]").select_option("on submission")
    page.locator("[name=grade_when]").select_option("on-hand-in")
    page.locator("[name=points]").fill(str(POINTS))
    page.locator("[data-action=add]").click()
    page.window.wait_for_url(f"**/courses/{course.id}")
    (link,) = course.links
    assert link.line_item
    assert link.line_item.score_maximum == POINTS
    return link


def work_and_hand_in(page: FramedPage, word: str) -> None:
    """A pupil highlights a strong word and hands in."""
    page.locator("[data-action=start]").click()
    page.wait_for_selector("#text")
    ready(page)
    mark(page, word, STRONG_WORD)
    saved(page)
    hand_in(page)
    expect(page.locator("[data-handed-in=on-time]")).to_be_visible()


def add_to_key(page: FramedPage, word: str) -> None:
    """The teacher opens the answer key in a tab of its own, and adds a strong word."""
    page.loaded("[data-key]")
    with page.window.expect_popup() as popup:
        page.locator("[data-key]").click()
    key = popup.value
    key.wait_for_selector("#text")
    ready(key)
    mark(key, word, STRONG_WORD)
    saved(key)


def comment(gradebook: Page, name: str, text: str) -> None:
    """The teacher opens somebody's work from the gradebook, reveals it, and comments on it."""
    row = gradebook.get_by_role("row", name=name)
    page = FramedPage(gradebook)
    row.get_by_role("link").click()
    page.locator("[data-action=reveal]").click()
    expect(page.locator("h1")).to_have_text(name)
    page.locator("summary").click()
    page.locator("[name=comment]").fill(text)
    page.locator("form:has([name=comment]) button.primary").click()
    expect(page.locator("[data-notice=review-saved]")).to_be_visible()


def has_no_cookies_of_other_sites(page: FramedPage, tool: str) -> None:
    """Prove that the frame's cookies are its own, by one that every page of the tool outside of it has."""
    tab = page.window.context.new_page()
    tab.goto(f"{tool}/accounts/login/")
    tab.evaluate("document.cookie = 'of-the-tool=1; SameSite=None; Secure'")
    assert "of-the-tool" in tab.evaluate("document.cookie")
    page.wait_for_selector("main")
    assert "of-the-tool" not in page.evaluate("document.cookie")
    tab.close()


def test_a_whole_course(visit: Callable[..., Page], school: School, live_server: Any) -> None:
    register(visit, school.platform)
    course, lee, (ada, bo) = school.course("News literacy 7c", "Ms Lee", "Ada Byron", "Bo Berg")
    link = choose_lesson(school.open(lee, course, "choose"), course)
    here = f"links/{link.id}"

    for pupil, word in ((ada, IN_KEY), (bo, MISSING)):
        page = school.open(pupil, course, here)
        has_no_cookies_of_other_sites(page, live_server.url)
        work_and_hand_in(page, word)
    found = school.score(link, ada)["scoreGiven"]
    assert 0 < found < POINTS
    assert school.score(link, bo)["scoreGiven"] == 0

    add_to_key(school.open(lee, course, here), MISSING)
    changed = school.score(link, bo)["scoreGiven"]
    assert changed == school.score(link, ada)["scoreGiven"] > 0
    comment(school.sign_in(school.platform, lee, f"/courses/{course.id}/gradebook"), "Bo Berg", "Well found!")
    assert school.score(link, bo)["comment"] == "Well found!"

    copy = school.platform.copy_course(course, "News literacy 8a")
    (copied,) = copy.links
    okoro, (cem,) = school.enroll(copy, "Mr Okoro", "Cem Kaya")
    school.open(okoro, copy, f"links/{copied.id}").wait_for_selector("[data-exercise]")
    work_and_hand_in(school.open(cem, copy, f"links/{copied.id}"), IN_KEY)
    assert school.score(copied, cem)["scoreGiven"] == found
    assert school.score(link, cem) == {}
    classes = Round.objects.order_by("pk").values_list("text__article__team__name", flat=True)
    assert list(classes) == ["News literacy 7c", "News literacy 8a"]
    assert school.platform.refusals == []
