"""Whole rounds with several browsers at once: a class from the join code to feedback, a team from blind marking to a
settled layer, and a pupil who loses the network and hands in from another device."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.enums import Feedback, FeedbackTiming
from annotate.models import Annotation, Round
from people.actions.accounts import add_member, create_team
from people.models import JoinCode, Team, User
from people.permissions import Role
from people.terms import Kind
from reports.reader_rows import FINAL
from tests.browser.annotation_page import drag, hand_in, open_round, ready, saved
from tests.browser.conftest import Assignment

FEEDBACK = {"feedback": Feedback.KEY, "feedback_when": FeedbackTiming.ON_SUBMISSION}
PUPILS = ("Ada", "Bo", "Cem", "Dora", "Emil")


@pytest.fixture
def classroom(assignment: Assignment) -> Team:
    """The teacher of the standard assignment has a class, and its article belongs to it. Nothing is set yet."""
    team = create_team(assignment.user, "Class 7a", Kind.CLASS)
    article = assignment.round.text.article
    article.team = team
    article.save(update_fields=["team"])
    assignment.round.delete()
    return team


def set_exercise(teacher: Page, team: Team, **choices: Any) -> Round:
    """The teacher sets the one article there is."""
    teacher.goto(f"/teams/{team.pk}/rounds/")
    teacher.locator("[href$='/rounds/new/']").first.click()
    teacher.get_by_label("Mayor slams critics").check()
    for field, choice in choices.items():
        teacher.locator(f"[name={field}]").select_option(choice)
    teacher.locator("[name=state][value=draft]").click()
    teacher.wait_for_url("**/about/")
    return Round.objects.get()


def join(page: Page, nickname: str) -> str:
    """A pupil comes through the door; their return code."""
    page.locator("[name=code]").fill(JoinCode.objects.get().code.lower())
    page.locator("[name=nickname]").fill(nickname)
    page.keyboard.press("Enter")
    code = page.locator("[data-return-code]").inner_text()
    page.locator("[data-action=code-noted]").click()
    page.wait_for_url(lambda url: "/return/" not in url)
    return code


def mark_words(page: Page, words: str, key: str) -> None:
    """Drag over ``words``, and press the tag's key."""
    drag(page, words)
    page.keyboard.press(key)
    expect(page.locator("[data-list]")).to_contain_text(words)


def handed_in(page: Page) -> None:
    """Hand in, and wait for the answer."""
    hand_in(page)
    expect(page.locator("[data-handed-in=on-time]")).to_be_visible()


def come_in(teacher: Page, pupils: list[Page]) -> None:
    """By the code on the board, which counts and names them."""
    teacher.locator("form[action$='/code/'] button").click()
    expect(teacher.locator(".board-code")).to_be_visible()
    for page, name in zip(pupils, PUPILS, strict=True):
        join(page, name)
        expect(page.get_by_role("link", name="Class 7a")).to_be_visible()
    expect(teacher.locator("[data-count]")).to_have_text("5")
    expect(teacher.locator("[data-names] li")).to_have_count(5)


def write_the_key(teacher: Page) -> None:
    """One answer with an explanation and another tag that is right as well, and one plain one."""
    teacher.locator("[href$='/key/']").click()
    ready(teacher)
    mark_words(teacher, "globalist", "4")
    teacher.locator("[name=note]").fill("A word that pushes.")
    teacher.locator("[name=also][value=opinion]").check()
    mark_words(teacher, "Taxes fell by four per cent", "1")
    saved(teacher)


def mark_all(pupils: list[Page], team: Team) -> None:
    """The first finds one passage, the others two; nobody sees what the others have marked."""
    for number, page in enumerate(pupils):
        page.goto(f"/teams/{team.pk}/rounds/")
        page.locator("[data-action=start]").click()
        ready(page)
        mark_words(page, "globalist", "4" if number % 2 else "3")
        if number:
            mark_words(page, "Taxes fell by four per cent", "1")
        saved(page)
        expect(page.locator("[data-list] li")).to_have_count(2 if number else 1)


def get_feedback(pupils: list[Page], round_: Round) -> None:
    """When they have handed in."""
    for page in pupils:
        handed_in(page)
        page.goto(f"/rounds/{round_.pk}/feedback/")
    expect(pupils[0].locator(".score")).to_contain_text("67 %")
    expect(pupils[0].locator(".line.missed")).to_have_count(1)
    expect(pupils[1].locator(".score")).to_contain_text("100 %")
    expect(pupils[1].get_by_text("A word that pushes.")).to_be_visible()


def reveal(teacher: Page, pupil: Page, round_: Round) -> None:
    """Everybody's marks, to everybody."""
    teacher.reload()
    expect(teacher.locator(".state-handed-in")).to_have_count(5)
    teacher.locator("[href$='/projector/']").click()
    teacher.locator("[data-action=reveal]").click()
    # The projector, which the button leads to.
    ready(teacher)
    pupil.goto(f"/rounds/{round_.pk}/")
    expect(pupil.locator("[data-stands=revealed]")).to_be_visible()
    expect(pupil.locator("[data-list] [data-readers='4']")).to_be_visible()


def vote_again(teacher: Page, pupils: list[Page], round_: Round) -> None:
    """On the projector, when they have talked."""
    teacher.goto(f"/rounds/{round_.pk}/projector/")
    ready(teacher)
    teacher.keyboard.press("ArrowRight")
    expect(teacher.locator("[data-bars] li")).to_have_count(2)
    expect(teacher.locator("[data-bars]")).not_to_contain_text("Ada")
    teacher.locator("[data-names]").click()
    expect(teacher.locator("[data-bars]")).to_contain_text("Ada, Cem, Emil")
    for page in pupils:
        page.goto(f"/rounds/{round_.pk}/")
        ready(page)
    teacher.locator("[data-ask]").click()
    for page in pupils:
        page.locator("[data-poll] [data-tag=loaded-language]").click()
        expect(page.locator("[data-poll] [aria-pressed=true]")).to_have_attribute(
            "data-tag", "loaded-language"
        )
    expect(teacher.locator("[data-cast]")).to_have_attribute("data-cast", "5")
    teacher.locator("[data-close]").click()
    expect(teacher.locator("[data-agreement][data-before='40'][data-after='100']")).to_be_visible()
    expect(pupils[0].locator("[data-poll]")).to_be_hidden()


def test_a_class_of_five_from_the_code_to_feedback(
    classroom: Team, assignment: Assignment, visit: Callable[..., Page]
) -> None:
    teacher = visit(f"/teams/{classroom.pk}/", assignment.user)
    pupils = [visit("/join/") for _ in PUPILS]
    come_in(teacher, pupils)
    round_ = set_exercise(teacher, classroom, **FEEDBACK)
    write_the_key(teacher)
    # A draft is nobody's business yet.
    pupils[0].reload()
    expect(pupils[0].locator("[data-empty]")).to_be_visible()
    teacher.goto(f"/rounds/{round_.pk}/about/")
    open_round(teacher)
    mark_all(pupils, classroom)
    get_feedback(pupils, round_)
    reveal(teacher, pupils[0], round_)
    vote_again(teacher, pupils, round_)


def test_a_team_of_three_from_blind_marking_to_a_settled_layer(
    classroom: Team, assignment: Assignment, visit: Callable[..., Page]
) -> None:
    people = [assignment.user]
    for name in ("Ida", "Jon"):
        person = User.objects.create_user(f"{name}@press.example", "a-long-password", name)
        add_member(classroom, person, Role.EDITOR)
        people.append(person)
    lead = visit(f"/teams/{classroom.pk}/", assignment.user)
    round_ = set_exercise(lead, classroom)
    open_round(lead)
    pages = [visit(f"/rounds/{round_.pk}/", person) for person in people]
    for number, page in enumerate(pages):
        ready(page)
        mark_words(page, "globalist", "4")
        mark_words(page, "Taxes fell by four per cent", "1" if number else "3")
        saved(page)
        expect(page.locator("[data-list] li")).to_have_count(2)
        handed_in(page)
    lead.goto(f"/rounds/{round_.pk}/settle/")
    expect(lead.locator("[data-not-revealed]")).to_be_visible()
    lead.locator("[data-action=reveal]").click()
    # Pages that stand open show everything by themselves.
    expect(pages[1].locator("[data-list] [data-readers='3']")).to_be_visible()
    lead.locator(".batches button.primary").click()
    expect(lead.locator("[data-notice=settled]")).to_be_visible()
    case = lead.locator(".case")
    expect(case).to_have_count(1)
    case.locator(".tag-factual-claim [type=checkbox]").check()
    case.locator("button.primary").click()
    expect(lead.locator("[data-all-settled]")).to_be_visible()
    lead.locator("[data-all-settled] a").click()
    expect(lead.get_by_text(FINAL).first).to_be_visible()
    settled = Annotation.objects.filter(layer__round=round_, layer__kind="settled", deleted=False)
    assert sorted(row.quote for row in settled) == ["Taxes fell by four per cent", "globalist"]


def test_a_pupil_loses_the_network_and_hands_in_from_another_device(
    classroom: Team, assignment: Assignment, visit: Callable[..., Page]
) -> None:
    teacher = visit(f"/teams/{classroom.pk}/", assignment.user)
    teacher.locator("form[action$='/code/'] button").click()
    expect(teacher.locator(".board-code")).to_be_visible()
    round_ = set_exercise(teacher, classroom)
    open_round(teacher)
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    pupil = visit("/join/", **phone)
    code = join(pupil, "Zoë")
    pupil.goto(f"/rounds/{round_.pk}/")
    ready(pupil)
    mark_words(pupil, "globalist", "4")
    saved(pupil)
    pupil.context.set_offline(True)
    mark_words(pupil, "Taxes fell by four per cent", "1")
    expect(pupil.locator("[data-saved]")).to_have_attribute("data-state", "kept")
    # Elsewhere, with the code on the slip of paper: what reached the server is there.
    other = visit("/return/")
    other.locator("[name=code]").fill(code)
    other.keyboard.press("Enter")
    other.wait_for_url(f"**/rounds/{round_.pk}/")
    ready(other)
    expect(other.locator("[data-list] li")).to_have_count(1)
    # The phone is back on the network: what it kept arrives, on the other device, too.
    pupil.context.set_offline(False)
    saved(pupil)
    expect(other.locator("[data-list] li")).to_have_count(2)
    handed_in(other)
    layer = round_.layers.get()
    assert layer.submitted_at
    assert layer.annotator.name == "Zoë"
    quotes = layer.annotations.filter(deleted=False).values_list("quote", flat=True)
    assert sorted(quotes) == ["Taxes fell by four per cent", "globalist"]
