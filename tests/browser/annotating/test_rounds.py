"""Whole rounds with several browsers at once: a class from the join code to feedback, a team from blind marking to a
settled layer, and a pupil who loses the network and hands in from another device."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotate.models import Annotation, Round
from people.actions.accounts import add_member, create_team
from people.models import JoinCode, Team, User
from people.permissions import Role
from tests.browser.conftest import Desk
from tests.browser.surface import drag, ready

FEEDBACK = {
    "Feedback from the answer key": "The key with your explanations",
    "When they get it": "when they have handed in",
}
PUPILS = ("Ada", "Bo", "Cem", "Dora", "Emil")


@pytest.fixture
def classroom(desk: Desk) -> Team:
    """The teacher of the standard desk has a class, and its article belongs to it. Nothing is set yet."""
    team = create_team(desk.user, "Class 7a")
    article = desk.round.text.article
    article.team = team
    article.save(update_fields=["team"])
    desk.round.delete()
    return team


def set_exercise(teacher: Page, team: Team, **choices: str) -> Round:
    """The teacher sets the one article there is."""
    teacher.goto(f"/teams/{team.pk}/rounds/")
    teacher.get_by_role("link", name="Set").first.click()
    teacher.get_by_label("Mayor slams critics").check()
    for label, choice in choices.items():
        teacher.get_by_label(label).select_option(label=choice)
    teacher.get_by_role("button", name="Keep it as a draft").click()
    teacher.wait_for_url("**/about/")
    return Round.objects.get()


def join(page: Page, nickname: str) -> str:
    """A pupil comes through the door; their return code."""
    page.get_by_label("Code").fill(JoinCode.objects.get().code.lower())
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_role("button", name="Join").click()
    code = page.locator("[data-return-code]").inner_text()
    page.get_by_role("button", name="I have it").click()
    return code


def mark_words(page: Page, words: str, key: str) -> None:
    """Drag over ``words``, and press the tag's key."""
    drag(page, words)
    page.keyboard.press(key)
    expect(page.locator("[data-list]")).to_contain_text(words)


def hand_in(page: Page) -> None:
    """Through the question and to the answer."""
    page.locator("[data-hand-in]").click()
    page.locator("[data-hand-in-dialog]").get_by_role("button", name="Hand in").click()
    expect(page.locator("[data-handed-in]")).to_contain_text("Handed in")


def come_in(teacher: Page, pupils: list[Page]) -> None:
    """By the code on the board, which counts and names them."""
    teacher.get_by_role("button", name="Make a code").click()
    expect(teacher.locator(".board-code")).to_be_visible()
    for page, name in zip(pupils, PUPILS, strict=True):
        join(page, name)
        expect(page.get_by_role("heading", name="Class 7a")).to_be_visible()
    expect(teacher.locator("[data-count]")).to_have_text("5")
    expect(teacher.locator("[data-names] li")).to_have_count(5)


def write_the_key(teacher: Page) -> None:
    """One answer with an explanation and another tag that is right as well, and one plain one."""
    teacher.get_by_role("link", name="Write the key").click()
    ready(teacher)
    mark_words(teacher, "globalist", "4")
    teacher.get_by_label("Explanation").fill("A word that pushes.")
    teacher.get_by_role("checkbox", name="Opinion").check()
    mark_words(teacher, "Taxes fell by four per cent", "1")
    expect(teacher.locator("[data-saved]")).to_have_text("saved")


def mark_all(pupils: list[Page], team: Team) -> None:
    """The first finds one passage, the others two; nobody sees what the others have marked."""
    for number, page in enumerate(pupils):
        page.goto(f"/teams/{team.pk}/rounds/")
        page.get_by_role("link", name="Start").click()
        ready(page)
        mark_words(page, "globalist", "4" if number % 2 else "3")
        if number:
            mark_words(page, "Taxes fell by four per cent", "1")
        expect(page.locator("[data-saved]")).to_have_text("saved")
        expect(page.locator("[data-list] li")).to_have_count(2 if number else 1)


def get_feedback(pupils: list[Page], round_: Round) -> None:
    """When they have handed in."""
    for page in pupils:
        hand_in(page)
        page.goto(f"/rounds/{round_.pk}/feedback/")
    expect(pupils[0].locator(".score")).to_contain_text("67 %")
    expect(pupils[0].locator(".line.missed")).to_have_count(1)
    expect(pupils[1].locator(".score")).to_contain_text("100 %")
    expect(pupils[1].get_by_text("A word that pushes.")).to_be_visible()


def reveal(teacher: Page, pupil: Page, round_: Round) -> None:
    """Everybody's marks, to everybody."""
    teacher.reload()
    expect(teacher.locator(".state-handed-in")).to_have_count(5)
    teacher.get_by_role("link", name="Projector").click()
    teacher.get_by_role("button", name="Reveal everybody’s marks").click()
    pupil.goto(f"/rounds/{round_.pk}/")
    expect(pupil.locator("[data-stands]")).to_contain_text("revealed")
    expect(pupil.locator("[data-list]")).to_contain_text("by 4 of 5")


def vote_again(teacher: Page, pupils: list[Page], round_: Round) -> None:
    """On the projector, when they have talked."""
    teacher.goto(f"/rounds/{round_.pk}/projector/")
    ready(teacher)
    teacher.keyboard.press("ArrowRight")
    expect(teacher.locator("[data-bars] li")).to_have_count(2)
    expect(teacher.locator("[data-bars]")).not_to_contain_text("Ada")
    teacher.get_by_role("button", name="Show names").click()
    expect(teacher.locator("[data-bars]")).to_contain_text("Ada, Cem, Emil")
    for page in pupils:
        page.goto(f"/rounds/{round_.pk}/")
        ready(page)
    teacher.get_by_role("button", name="Vote again on this passage").click()
    for page in pupils:
        page.locator("[data-poll]").get_by_role("button", name="Loaded language").click()
        expect(page.locator("[data-poll] [data-status]")).to_contain_text("Your vote is in")
    expect(teacher.locator("[data-cast]")).to_have_text("5 votes")
    teacher.get_by_role("button", name="Close the vote").click()
    expect(teacher.locator("[data-agreement]")).to_contain_text("40 % before, 100 % now")
    expect(pupils[0].locator("[data-poll]")).to_be_hidden()


def test_a_class_of_five_from_the_code_to_feedback(
    classroom: Team, desk: Desk, visit: Callable[..., Page]
) -> None:
    teacher = visit(f"/teams/{classroom.pk}/", desk.user)
    pupils = [visit("/join/") for _ in PUPILS]
    come_in(teacher, pupils)
    choices = {
        "Feedback from the answer key": "The key with your explanations",
        "When they get it": "when they have handed in",
    }
    round_ = set_exercise(teacher, classroom, **choices)
    write_the_key(teacher)
    # A draft is nobody's business yet.
    pupils[0].get_by_role("link", name="Exercises").click()
    expect(pupils[0].get_by_text("Nothing to do yet")).to_be_visible()
    teacher.goto(f"/rounds/{round_.pk}/about/")
    teacher.get_by_role("button", name="Open it").click()
    mark_all(pupils, classroom)
    get_feedback(pupils, round_)
    reveal(teacher, pupils[0], round_)
    vote_again(teacher, pupils, round_)


def test_a_team_of_three_from_blind_marking_to_a_settled_layer(
    classroom: Team, desk: Desk, visit: Callable[..., Page]
) -> None:
    people = [desk.user]
    for name in ("Ida", "Jon"):
        person = User.objects.create_user(f"{name}@press.example", "a-long-password", name)
        add_member(classroom, person, Role.EDITOR)
        people.append(person)
    lead = visit(f"/teams/{classroom.pk}/", desk.user)
    round_ = set_exercise(lead, classroom)
    lead.get_by_role("button", name="Open it").click()
    pages = [visit(f"/rounds/{round_.pk}/", person) for person in people]
    for number, page in enumerate(pages):
        ready(page)
        mark_words(page, "globalist", "4")
        mark_words(page, "Taxes fell by four per cent", "1" if number else "3")
        expect(page.locator("[data-saved]")).to_have_text("saved")
        expect(page.locator("[data-list] li")).to_have_count(2)
        hand_in(page)
    lead.goto(f"/rounds/{round_.pk}/settle/")
    expect(lead.get_by_text("Everybody marks alone here")).to_be_visible()
    lead.get_by_role("button", name="Reveal everybody’s marks").click()
    # Pages that stand open show everything by themselves.
    expect(pages[1].locator("[data-list]")).to_contain_text("by 3 of 3")
    lead.get_by_role("link", name="Settle").click()
    lead.get_by_role("button", name="Settle them").click()
    expect(lead.get_by_text("1 mark is settled.")).to_be_visible()
    case = lead.locator(".case")
    expect(case).to_have_count(1)
    case.get_by_role("checkbox", name="Factual claim").check()
    case.get_by_role("button", name="Settle what is chosen").click()
    expect(lead.get_by_text("Nothing is disputed any more")).to_be_visible()
    lead.get_by_role("link", name="To the report").click()
    expect(lead.get_by_text("Settled by the team").first).to_be_visible()
    settled = Annotation.objects.filter(layer__round=round_, layer__kind="settled", deleted=False)
    assert sorted(row.quote for row in settled) == ["Taxes fell by four per cent", "globalist"]


def test_a_pupil_loses_the_network_and_hands_in_from_another_device(
    classroom: Team, desk: Desk, visit: Callable[..., Page]
) -> None:
    teacher = visit(f"/teams/{classroom.pk}/", desk.user)
    teacher.get_by_role("button", name="Make a code").click()
    expect(teacher.locator(".board-code")).to_be_visible()
    round_ = set_exercise(teacher, classroom)
    teacher.get_by_role("button", name="Open it").click()
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    pupil = visit("/join/", **phone)
    code = join(pupil, "Zoë")
    pupil.goto(f"/rounds/{round_.pk}/")
    ready(pupil)
    mark_words(pupil, "globalist", "4")
    expect(pupil.locator("[data-saved]")).to_have_text("saved")
    pupil.context.set_offline(True)
    mark_words(pupil, "Taxes fell by four per cent", "1")
    expect(pupil.locator("[data-saved]")).to_contain_text("on this device")
    # Elsewhere, with the code on the slip of paper: what reached the server is there.
    other = visit("/return/")
    other.get_by_label("Your return code").fill(code)
    other.get_by_role("button", name="Go on where I was").click()
    other.get_by_role("link", name="Exercises").click()
    other.get_by_role("link", name="Go on").click()
    ready(other)
    expect(other.locator("[data-list] li")).to_have_count(1)
    # The phone is back on the network: what it kept arrives, on the other device, too.
    pupil.context.set_offline(False)
    expect(pupil.locator("[data-saved]")).to_have_text("saved")
    expect(other.locator("[data-list] li")).to_have_count(2)
    hand_in(other)
    layer = round_.layers.get()
    assert layer.submitted_at
    assert layer.annotator.name == "Zoë"
    quotes = layer.annotations.filter(deleted=False).values_list("quote", flat=True)
    assert sorted(quotes) == ["Taxes fell by four per cent", "globalist"]
