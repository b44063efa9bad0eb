"""A teacher adds lessons to a course, in the frame of a platform whose browsers block third-party cookies."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Assignment
from tests.browser.lti.framed_page import FramedPage
from tests.lti.platform import LearningPlatform
from tests.lti.platform.courses import Course
from tests.lti.platform.names import TEACHER

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def course(school: LearningPlatform) -> Course:
    """A course that has nothing yet."""
    return school.add_course()


@pytest.fixture
def page(school: LearningPlatform, course: Course, sign_in_at_school: Callable[..., Page]) -> Page:
    """The platform's page on which a teacher chooses what to add."""
    teacher = school.add_person("Grace Hopper")
    course.enroll(teacher, TEACHER)
    return sign_in_at_school(school, teacher, f"/courses/{course.id}/choose")


def test_two_presses_add_a_lesson(school: LearningPlatform, course: Course, page: Page) -> None:
    framed = FramedPage(page)
    framed.locator("[data-choice]").filter(has_text="The four tags").click()
    framed.locator("[data-action=add]").click()
    page.wait_for_url(f"**/courses/{course.id}")
    expect(page.get_by_role("link", name="The four tags")).to_be_visible()
    (link,) = course.links
    assert link.line_item
    assert link.line_item.score_maximum == 100
    assert Assignment.objects.get().team.name == course.title
    assert school.refusals == []


def test_several_lessons_come_together(school: LearningPlatform, course: Course, page: Page) -> None:
    school.accepts_several = True
    page.reload()
    framed = FramedPage(page)
    framed.locator("[data-choice]").filter(has_text="News or opinion?").click()
    framed.locator("[data-action=add-another]").click()
    framed.locator("[data-choice]").filter(has_text="Who says so?").click()
    framed.locator("[data-action=add-another]").click()
    framed.locator("[data-action=finish]").click()
    page.wait_for_url(f"**/courses/{course.id}")
    assert [link.title for link in course.links] == ["News or opinion?", "Who says so?"]


def test_going_back_adds_nothing(school: LearningPlatform, course: Course, page: Page) -> None:
    FramedPage(page).locator("[data-action=cancel]").click()
    page.wait_for_url(f"**/courses/{course.id}")
    assert course.links == []
    assert school.refusals == []


def test_an_exercise_of_ones_own_is_set_up_in_a_tab(page: Page) -> None:
    framed = FramedPage(page)
    framed.loaded("[data-action=set-up]")
    with page.context.expect_page() as opened:
        framed.locator("[data-action=set-up]").click()
    opened.value.wait_for_url("**/rounds/new/")
    expect(opened.value.locator("header.site")).to_be_visible()
