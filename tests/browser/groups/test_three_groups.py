"""Three groups of pupils at once: mates appear live, other groups do not, one pupil moves, and the reveal shows all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotate.enums import RoundMode
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Round
from annotate.rounds.actions import RoundSettings, create_round
from articles.models import Text
from people.actions.accounts import add_member, create_team
from people.models import User
from people.permissions import Role
from people.terms import Kind
from tests.browser.annotation_page import mark, ready, reveal, saved
from tests.browser.conftest import Assignment

GROUPS = (("Ada", "Bo"), ("Cem", "Dora"), ("Emil", "Fay"))
WORDS = ("globalist", "Taxes fell by four per cent", "A second line follows")


@pytest.fixture
def people(assignment: Assignment) -> dict[str, User]:
    """The pupils of a class, to which the article of the standard assignment belongs."""
    team = create_team(assignment.user, "Class 7a", Kind.CLASS)
    article = assignment.round.text.article
    article.team = team
    article.save(update_fields=["team"])
    assignment.round.delete()
    people = {}
    for name in (name for group in GROUPS for name in group):
        people[name] = User.objects.create_user(f"{name}@school.example", "a-long-password", name)
        add_member(team, people[name], Role.ANNOTATOR)
    return people


@pytest.fixture
def round_(assignment: Assignment, people: dict[str, User]) -> Round:
    """An exercise in three groups of two."""
    # As the next request loads them, with the role in the class.
    teacher = User.objects.get(pk=assignment.user.pk)
    round_ = create_round(teacher, Text.objects.get(), RoundSettings(RoundMode.GROUPS, group_size=2))
    groups = [GroupInput(members=tuple(people[name].pk for name in group)) for group in GROUPS]
    set_groups(teacher, round_, groups)
    return round_


def listed(page: Page) -> list[str]:
    """The passages in the list of highlights, by their words."""
    texts = page.locator("[data-list] li").all_inner_texts()
    return [words for words in WORDS if any(words in text for text in texts)]


def test_three_groups_work_apart_until_the_reveal(
    assignment: Assignment, people: dict[str, User], round_: Round, visit: Callable[..., Page]
) -> None:
    pages = {name: visit(f"/rounds/{round_.pk}/", person) for name, person in people.items()}
    for page in pages.values():
        ready(page)
    for group, words in zip(GROUPS, WORDS, strict=True):
        # Each page says with whom one is.
        for name in group:
            expect(pages[name].locator("[data-group]")).to_contain_text(", ".join(group))
        mark(pages[group[0]], words, "3")
        saved(pages[group[0]])
    for group, words in zip(GROUPS, WORDS, strict=True):
        # The mate sees it without reloading, and nobody sees what another group did.
        expect(pages[group[1]].locator("[data-list] li")).to_have_count(1)
        for name in group:
            assert listed(pages[name]) == [words]

    # Bo moves to the second group, on the page for it, and from then on sees what that group does, and only that.
    teacher = visit(f"/rounds/{round_.pk}/groups/", assignment.user)
    teacher.locator(f"[name=person-{people['Bo'].pk}]").select_option("2")
    teacher.locator("[name=act][value=move]").click()
    expect(teacher.locator("[data-number='2'] li")).to_have_count(3)
    expect(pages["Bo"].locator("[data-group]")).to_contain_text("Bo, Cem, Dora")
    expect(pages["Bo"].locator("[data-list] li")).to_contain_text(WORDS[1])
    assert listed(pages["Bo"]) == [WORDS[1]]
    expect(pages["Ada"].locator("[data-group]")).not_to_contain_text("Bo")

    # The reveal shows everything to everybody, the teacher first.
    teacher.goto(f"/rounds/{round_.pk}/about/")
    reveal(teacher)
    for page in pages.values():
        expect(page.locator("[data-list] li")).to_have_count(3)
    teacher.goto(f"/rounds/{round_.pk}/projector/")
    ready(teacher)
    teacher.locator("[data-whose] select").select_option("compare")
    teacher.wait_for_url("**group=compare*")
    ready(teacher)
    teacher.keyboard.press("ArrowRight")
    expect(teacher.locator("[data-bars] li").first).to_be_visible()


def test_a_teacher_sets_an_exercise_in_groups(
    assignment: Assignment, people: dict[str, User], visit: Callable[..., Page]
) -> None:
    article = assignment.round.text.article
    teacher = visit(f"/teams/{article.team_id}/rounds/new/", assignment.user)
    size = teacher.locator("[name=group_size]")
    # What concerns groups is out of the way until it is needed.
    expect(size).to_be_hidden()
    teacher.get_by_label("Mayor slams critics").check()
    teacher.locator("[name=mode][value=groups]").check()
    size.select_option("2")
    teacher.locator("[name=groups_from]").select_option("by hand")
    teacher.locator("[name=state][value=open]").click()
    teacher.wait_for_url("**/groups/")
    expect(teacher.locator("[data-number]")).to_have_count(3)
    teacher.locator("[name=name-1]").fill("The hawks")
    teacher.locator("[name=act][value=move]").click()
    expect(teacher.locator("[data-notice=groups-saved]")).to_be_visible()
    expect(teacher.locator("[name=name-1]")).to_have_value("The hawks")
