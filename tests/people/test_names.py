"""Nobody is taken for somebody else in their team, and nobody is kept from being called what they are called."""

import pytest
from django.test import Client

from people.actions.accounts import add_member
from people.actions.guests import open_join_code
from people.actions.teams import send_invitation
from people.models import User
from people.names import GUEST_NAME_TAKEN, NAME_TAKEN, readable_name
from people.permissions import Role
from people.terms import TERMS
from tests.wording import says
from tests.world import World

pytestmark = pytest.mark.django_db
LIKE_ANA = {
    "joiner": "Ana\u200d", "non-joiner": "A\u200cna", "Cyrillic": "Аna", "grapheme joiner": "A\u034fna",
    "variation selector": "Ana\ufe0f", "Hangul filler": "Ana\u3164", "braille blank": "Ana\u2800",
    "full width": "Ａｎａ", "soft hyphen": "An\u00ada", "override": "\u202eAna", "mathematical": "𝐀𝐧𝐚",
    "Greek capitals": "ΑΝΑ", "case": "aNA", "white space": " \u00a0Ana\t", "tag": "Ana\U000e0041",
}  # fmt: skip
NAMES = [
    "Борис", "علي", "علی‌رضا", "שירה", "李明", "葛\U000e0100城", "ゆき", "김민준", "प्रिया", "क्‍ष", "Nguyễn Thị Ánh",
    "O’Brien-Łuk", "Zoë", "👩‍👩‍👧", "❤️", "🇪🇸 Paz", "Ana 2", "Anna", "Aña",
]  # fmt: skip


def join(world: World, nickname: str, client: Client | None = None) -> tuple[Client, int]:
    code = getattr(world.team, "join_code", None) or open_join_code(world.teacher, world.team)
    client = client or Client()
    return client, client.post("/join/", {"code": code.code, "nickname": nickname}).status_code


@pytest.mark.parametrize("nickname", LIKE_ANA.values(), ids=LIKE_ANA)
def test_no_second_pupil_looks_like_the_first(world: World, nickname: str) -> None:
    assert join(world, "Ana")[1] == 302
    assert join(world, nickname)[1] == 422


@pytest.mark.parametrize("nickname", ["Teacher", "teacher\u200d", "tеаcher", "TEACHER", "ｔeacher"])
def test_no_guest_looks_like_the_teacher(world: World, nickname: str) -> None:
    client, status = join(world, nickname)
    assert status == 422
    # No similar name is suggested.
    code = world.team.join_code.code
    page = client.post("/join/", {"code": code, "nickname": nickname}).content.decode()
    assert says(TERMS["leader_has_name"][0], page)
    assert f"{nickname} 2" not in page


@pytest.mark.parametrize("nickname", NAMES)
def test_a_name_in_any_script_is_taken_as_it_is(world: World, nickname: str) -> None:
    assert join(world, "Ana")[1] == 302
    assert join(world, nickname)[1] == 302
    assert world.team.people.filter(name=nickname).count() == 1


def test_all_these_names_fit_into_one_class(world: World) -> None:
    assert [name for name in NAMES if join(world, name)[1] != 302] == []


def test_a_capital_i_is_no_small_l(world: World) -> None:
    assert join(world, "Ida")[1] == 302
    assert join(world, "lda")[1] == 422


def test_elsewhere_everybody_may_have_the_same_name(world: World) -> None:
    join(world, "Ana")
    other = open_join_code(world.stranger, world.foreign_team)
    assert Client().post("/join/", {"code": other.code, "nickname": "Ana"}).status_code == 302


def test_a_guest_is_not_renamed_to_look_like_another(world: World) -> None:
    for name in ("Ana", "Ben"):
        join(world, name)
    ben = User.objects.get(name="Ben")
    client = world.client("teacher")
    path = f"/teams/{world.team.pk}/members/{ben.pk}/"
    assert client.post(path, {"nickname": "Аna"}).status_code == 422
    answer = client.patch(f"/api/v1{path}", {"nickname": "Ana\u200d"}, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("bad-nickname")


def test_an_account_of_the_teachers_very_name_does_not_join(world: World) -> None:
    User.objects.filter(pk=world.stranger.pk).update(name="Tеacher")
    client = world.client("stranger")
    code = open_join_code(world.teacher, world.team)
    answer = client.post("/join/", {"code": code.code})
    assert answer.status_code == 422
    assert says(NAME_TAKEN.format(name="Tеacher"), answer.content.decode())
    token = send_invitation(world.teacher, world.team, Role.ANNOTATOR, 7)
    assert client.post(f"/invitations/{token}/").status_code == 403
    assert client.post("/account/name/", {"name": "Theo"}).status_code == 302
    # The refusals have not used up the code or the invitation.
    assert client.post("/join/", {"code": code.code}).status_code == 302
    assert client.post("/account/name/", {"name": "tеacher"}).status_code == 422
    assert world.team.people.filter(name="Theo").exists()


def test_a_guest_of_another_class_is_told_what_to_do(world: World) -> None:
    client, _ = join(world, "Ana")
    add_member(world.foreign_team, User.objects.create_user("x@school.example", name="Ana"), Role.VIEWER)
    other = open_join_code(world.stranger, world.foreign_team)
    answer = client.post("/join/", {"code": other.code})
    assert answer.status_code == 422
    assert says(GUEST_NAME_TAKEN.format(name="Ana"), answer.content.decode())


@pytest.mark.parametrize(("typed", "name"), [
    ("Ana\u202eneB", "AnaneB"), (" Ana\u200b\n Sol ", "Ana Sol"),
    ("Ana\u0007", None), ("\u200b\u2800", None), ("\u0301", None),
])  # fmt: skip
def test_the_name_of_an_account_is_one_readable_line(world: World, typed: str, name: str | None) -> None:
    sent = {"email": "new@school.example", "password1": "a-long-password-7", "name": typed}
    Client().post("/accounts/signup/", sent)
    assert list(User.objects.filter(email="new@school.example").values_list("name", flat=True)) == (
        [name] if name else []
    )
    answer = world.client("teacher").post("/account/name/", {"name": typed})
    assert answer.status_code == (302 if name else 422)
    world.teacher.refresh_from_db()
    assert world.teacher.name == (name or "teacher")


@pytest.mark.parametrize(("name", "readable"), [
    ("Ana\u200fB", "AnaB"), ("Ana\x07Sol\u2028X", "Ana Sol X"), ("علی‌رضا", "علی‌رضا"),
    ("\u202e\x00", ""), ("x" * 99, "x" * 80),
])  # fmt: skip
def test_a_name_from_elsewhere_is_made_readable(name: str, readable: str) -> None:
    assert readable_name(name) == readable


def test_a_guest_asks_the_teacher_for_another_name(world: World) -> None:
    client, _ = join(world, "Ana")
    assert client.post("/account/name/", {"name": "Ben"}).status_code == 403
