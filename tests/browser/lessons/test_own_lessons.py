"""A teacher makes a lesson, uses it, and takes it to another site as a file. Every page is accessible."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotate.lessons.actions import create_lesson, create_link
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.reading import content_of
from annotate.models import Lesson, Round
from people.actions.accounts import create_team
from people.models import User
from people.terms import Kind
from tests.browser.annotation_page import mark, ready, saved
from tests.browser.pages.test_accessibility import violations

pytestmark = pytest.mark.django_db(transaction=True)

SLUG = "one-event-two-papers"
PAPER = "The bridge opened on Monday.\n\nEverybody should be glad about it.\n\nIt cost four million."


@pytest.fixture
def teacher() -> User:
    """A teacher with a class."""
    user = User.objects.create_user("teacher@school.example", "a-long-password", "Tom")
    create_team(user, "Class 8b", Kind.CLASS)
    return user


@pytest.fixture
def lesson(teacher: User) -> Lesson:
    """A lesson of the teacher with two articles."""
    builtin = get_builtin_lesson(SLUG)
    assert builtin
    return create_lesson(teacher, builtin.content, builtin=SLUG)


def test_from_a_pasted_article_to_a_lesson_with_an_answer_key(
    visit: Callable[..., Page], teacher: User
) -> None:
    page = visit("/lessons/", teacher)
    page.locator("[href='/lessons/new/']").click()
    page.locator("[data-action=upload]").click()
    page.locator("[name=text]").fill(PAPER)
    page.locator("[name=title]").fill("The new bridge")
    page.locator("form.upload button.primary").click()
    page.locator("[data-action=freeze]").click()
    page.locator("[data-action=add-to-lesson]").click()
    expect(page.locator("[name=title]")).to_have_value("The new bridge")
    page.locator("[data-action=begin]").click()
    page.locator("[value=question-add]").click()
    page.locator("[name=question-0]").fill("Who should be glad?")
    page.locator("[data-action=key]").click()
    ready(page)
    mark(page, "Everybody should be glad about it", "3")
    saved(page)
    page.locator("header a.back").click()
    expect(page.locator("[name=question-0]")).to_have_value("Who should be glad?")
    page.locator(".save-bar [data-action=save]").click()
    page.locator("[data-key=show]").click()
    expect(page.locator("mark.tag-opinion")).to_have_text("Everybody should be glad about it")
    page.locator("[data-action=use]").click()
    expect(page.locator(".board-code")).to_be_visible()
    assert Round.objects.filter(assigned__isnull=False).count() == 1


def test_a_lesson_goes_to_another_site_as_a_file(
    visit: Callable[..., Page], lesson: Lesson, teacher: User, tmp_path: Path
) -> None:
    page, before = visit(f"/lessons/{lesson.pk}/", teacher), content_of(lesson)
    with page.expect_download() as downloading:
        page.locator("[data-action=download]").click()
    file = tmp_path / "lesson.json"
    downloading.value.save_as(file)
    page.context.close()
    # The other site has nobody and nothing of this one.
    User.objects.all().delete()
    Lesson.objects.all().delete()
    Round.all_objects.all().delete()
    page = visit(
        "/lessons/import/", User.objects.create_user("other@school.example", "a-long-password", "Ada")
    )
    page.locator("[type=file]").set_input_files(file)
    page.locator("main form button.primary").click()
    preview = page.locator("[data-preview]")
    expect(preview).to_contain_text(before.title)
    expect(preview.locator("[data-articles] li")).to_have_count(2)
    assert not Lesson.objects.exists()
    preview.locator("[data-action=import]").click()
    expect(page.locator("h1")).to_have_text(before.title)
    assert content_of(Lesson.objects.get()) == before


def test_no_violation_on_any_page(visit: Callable[..., Page], lesson: Lesson, teacher: User) -> None:
    assign_lesson(teacher, lesson, teacher.teams.get())
    create_link(teacher, lesson)
    paths = [
        "/welcome/", "/lessons/", "/lessons/new/", "/lessons/import/", f"/lessons/{lesson.pk}/?key=1",
        f"/lessons/{lesson.pk}/edit/", f"/lessons/{lesson.pk}/share/", f"/lessons/link/{lesson.link}/",
        "/lessons/built-in/news-or-opinion/",
    ]  # fmt: skip
    page = visit("/lessons/", teacher, bypass_csp=True)
    for path in paths:
        page.goto(path)
        page.evaluate(
            "document.querySelectorAll('main details').forEach((details) => { details.open = true; })"
        )
        assert violations(page) == [], path


def test_a_lesson_is_used_with_the_keyboard_alone(visit: Callable[..., Page], teacher: User) -> None:
    page = visit("/lessons/", teacher)
    page.locator("[data-lesson=news-or-opinion]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/built-in/news-or-opinion/")
    page.locator("select[name=team]").focus()
    page.keyboard.press("End")
    page.locator("[name=name]").focus()
    page.keyboard.type("Class 9d")
    page.keyboard.press("Enter")
    expect(page.locator(".board-code")).to_be_visible()
    assert teacher.teams.filter(name="Class 9d").exists()


@pytest.mark.parametrize("width", [390, 820])
def test_no_page_is_wider_than_the_screen(
    visit: Callable[..., Page], lesson: Lesson, teacher: User, width: int
) -> None:
    page = visit("/welcome/", teacher, viewport={"width": width, "height": 844})
    for path in ("/welcome/", "/lessons/", f"/lessons/{lesson.pk}/?key=1", f"/lessons/{lesson.pk}/edit/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
