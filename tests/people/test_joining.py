"""A class joins by code and nickname and returns by return codes; and the limits on both."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from qrcode.main import QRCode

from annotate.annotations.actions import submit_layer as submit
from annotate.enums import RoundState
from annotate.rounds.actions import create_round, transition_round
from people.actions.guests import CODE_IS_FULL, CODE_UNKNOWN, join_as_guest, open_join_code, reset_return_code
from people.join_codes import ALPHABET, format_code, generate_code, normalize_code
from people.models import JoinCode, User
from people.permissions import Role
from tests.wording import says
from tests.world import World
from web.models import RateLimit


@pytest.fixture
def code(world: World) -> str:
    """A join code of the class."""
    return open_join_code(world.teacher, world.team).code


def join(code: str, nickname: str = "Zoë", client: Client | None = None) -> tuple[Client, Any]:
    """Return the browser and the response to its attempt to join."""
    client = client or Client()
    return client, client.post("/join/", {"code": code, "nickname": nickname})


def test_no_code_can_be_misread() -> None:
    assert not set("0OQ1IL2Z5S6G8B") & set(ALPHABET)
    assert len({generate_code(6, 0) for _ in range(200)}) == 200


@given(st.text(ALPHABET, min_size=6, max_size=9), st.sampled_from([str.lower, str.upper]))
def test_a_code_is_known_however_it_is_typed(code: str, case: Any) -> None:
    assert normalize_code(case(format_code(code))) == normalize_code(f" {' '.join(code)}.") == code


def test_from_code_to_marking(world: World, code: str) -> None:
    client, answer = join(format_code(code).lower())
    assert answer.url == "/return/code/"
    page = client.get("/return/code/")
    assert page.context["code"]
    assert client.post("/return/code/").url == f"/teams/{world.team.pk}/enter/"
    # The code is shown until the guest confirms it, and then never again.
    assert client.get("/return/code/").url == f"/teams/{world.team.pk}/enter/"
    assert client.get(f"/teams/{world.team.pk}/enter/").url == f"/rounds/{world.round.pk}/"
    guest = User.objects.get(name="Zoë")
    assert (guest.email, guest.has_usable_password()) == (None, False)
    assert guest.memberships.get().role == Role.ANNOTATOR
    assert client.get("/teams/", follow=True).context["team"] == world.team
    assert client.get(f"/rounds/{world.round.pk}/").status_code == 200


def test_people_arrive_at_what_there_is_to_do(world: World) -> None:
    def arrives() -> str:
        return world.client("pupil").get(f"/teams/{world.team.pk}/enter/").url

    assert arrives() == f"/rounds/{world.round.pk}/"
    second = create_round(world.teacher, world.text)
    assert arrives() == f"/teams/{world.team.pk}/rounds/"
    submit(world.pupil, world.round)
    assert arrives() == f"/rounds/{second.pk}/"
    transition_round(world.teacher, second, RoundState.CLOSED)
    assert arrives() == f"/teams/{world.team.pk}/rounds/"
    # A viewer highlights nothing.
    assert world.client("viewer").get(f"/teams/{world.team.pk}/enter/").url.endswith("/rounds/")


def test_a_camera_finds_the_code(world: World, code: str) -> None:
    page = world.client("teacher").get(f"/teams/{world.team.pk}/code/")
    expected = QRCode(border=4)
    expected.add_data(f"http://testserver/join/?code={code}")
    modules = {(x, y) for y, row in enumerate(expected.get_matrix()) for x, dark in enumerate(row) if dark}
    path = re.search(r'viewBox="0 0 \d+ \d+"[^>]*><path d="([^"]+)"', page.content.decode())[1]
    assert {(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)", path)} == modules
    assert code in Client().get(f"/join/?code={code}").content.decode()


def test_coming_back_on_another_device(world: World, code: str) -> None:
    client, _ = join(code)
    back = client.get("/return/code/").context["code"]
    other = Client()
    assert other.post("/return/", {"code": back.lower().replace("-", " ")}).url.endswith("/enter/")
    assert other.get(f"/rounds/{world.round.pk}/").context["data"]["me"]["name"] == "Zoë"
    guest = User.objects.get(name="Zoë")
    assert back.replace("-", "") not in str(User.objects.filter(pk=guest.pk).values())


def test_a_lost_code_is_replaced_by_the_teacher(world: World, code: str) -> None:
    client, _ = join(code)
    old = client.get("/return/code/").context["code"]
    guest = User.objects.get(name="Zoë")
    address = f"/teams/{world.team.pk}/members/{guest.pk}/"
    new = world.client("teacher").post(address, {"reset": "1"}).context["code"]
    assert Client().post("/return/", {"code": old}).status_code == 422
    assert Client().post("/return/", {"code": new}).status_code == 302


def test_a_removed_guest_sees_nothing_more(world: World, code: str) -> None:
    client, _ = join(code)
    guest = User.objects.get(name="Zoë")
    world.client("teacher").post(f"/teams/{world.team.pk}/members/{guest.pk}/remove/")
    assert client.get(f"/rounds/{world.round.pk}/").status_code == 404
    assert client.get("/teams/").context["teams"] == []


def test_a_guest_is_renamed(world: World, code: str) -> None:
    join(code)
    guest = User.objects.get(name="Zoë")
    address = f"/teams/{world.team.pk}/members/{guest.pk}/"
    assert world.client("teacher").post(address, {"nickname": "PUPIL"}).status_code == 422
    world.client("teacher").post(address, {"nickname": "Zoë K."})
    guest.refresh_from_db()
    assert guest.name == "Zoë K."
    assert (
        world.client("teacher")
        .post(address.replace(str(guest.pk), str(world.pupil.pk)), {"nickname": "X"})
        .status_code
        == 403
    )


@pytest.mark.parametrize("nickname", ["", "  ", "x" * 31, "\u202e\u200b", "a\nb\x07"])
def test_what_nobody_can_be_called(code: str, nickname: str) -> None:
    _, answer = join(code, nickname)
    assert answer.status_code == 422
    assert not User.objects.filter(email=None).exists()


def test_two_of_one_name(code: str) -> None:
    join(code)
    _, answer = join(code, "ZOË")
    assert answer.status_code == 422
    assert "Try ZOË 2." in answer.content.decode()
    assert JoinCode.objects.get().joined == 1


def test_a_code_ends(world: World, code: str) -> None:
    JoinCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert says(CODE_UNKNOWN, join(code)[1].content.decode())
    fresh = open_join_code(world.teacher, world.team).code
    assert join(code)[1].status_code == 422
    assert join(fresh)[1].status_code == 302
    world.client("teacher").post(f"/teams/{world.team.pk}/code/", {"close": "1"})
    assert join(fresh, "Late")[1].status_code == 422


def test_heads_are_counted(world: World) -> None:
    code = open_join_code(world.teacher, world.team, max_uses=2).code
    assert [join(code, name)[1].status_code for name in ("A", "B", "C")] == [302, 302, 422]
    assert says(CODE_IS_FULL, join(code, "D")[1].content.decode())


def test_behind_a_proxy_the_visitor_counts(settings: Any, code: str) -> None:
    settings.TRUSTED_PROXIES = 1
    client = Client(headers={"x-forwarded-for": "6.6.6.6, 10.1.1.1"})
    client.post("/join/", {"code": "WRONG", "nickname": "X"})
    assert RateLimit.objects.filter(key="code 10.1.1.1", count=1).exists()


def test_who_has_an_account_joins_as_themselves(world: World, code: str) -> None:
    client = world.client("stranger")
    assert "Join as stranger" in client.get("/join/").content.decode()
    assert client.post("/join/", {"code": code}).url == f"/teams/{world.team.pk}/enter/"
    assert client.get(f"/rounds/{world.round.pk}/").status_code == 200
    # Leaders of the class keep their role.
    world.client("teacher").post("/join/", {"code": code})
    assert world.team.memberships.get(user=world.teacher).role == Role.OWNER


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/login/",
        "/accounts/signup/",
    ],
)
def test_a_guest_has_no_account_pages(code: str, path: str) -> None:
    client, _ = join(code)
    assert client.get(path).url == "/teams/"


def test_a_guest_adds_nothing_of_their_own(world: World, code: str) -> None:
    client, _ = join(code)
    assert client.get("/articles/new/").status_code == 403
    assert client.post("/teams/", {"name": "Mine", "kind": "team"}).status_code == 403
    sent = {"title": "T", "text": "A text."}
    assert client.post("/api/v1/articles/", sent, content_type="application/json").status_code == 403


def test_no_address_and_no_member_list_for_pupils(world: World, code: str) -> None:
    guest, _ = join(code)
    for client in (guest, world.client("pupil"), world.client("viewer")):
        for path in (f"/teams/{world.team.pk}/", f"/teams/{world.team.pk}/rounds/", f"/api/v1/teams/{world.team.pk}/",
                     f"/rounds/{world.round.pk}/about/", f"/rounds/{world.round.pk}/", "/api/v1/teams/"):  # fmt: skip
            text = client.get(path).content.decode()
            assert "@school.example" not in text.replace("pupil@school.example", ""), path
            if "team" in path:
                assert "classmate" not in text, path


def test_no_secret_of_a_code_is_kept(world: World, code: str) -> None:
    guest, first = join_as_guest(code, "Ada", "1.1.1.1")
    again = reset_return_code(world.teacher, world.team, guest)
    assert first != again
    guest.refresh_from_db()
    assert len(guest.return_digest) == 64


def test_nobody_takes_over_a_guest_of_another_team_too(world: World, code: str) -> None:
    """Otherwise any team's owner could have a guest join, and read their other class by a new return code."""
    client, _ = join(code)
    guest = User.objects.get(name="Zoë")
    other = open_join_code(world.stranger, world.foreign_team).code
    client.post("/join/", {"code": other})
    assert set(guest.teams.all()) == {world.team, world.foreign_team}
    for who, team in (("stranger", world.foreign_team), ("teacher", world.team)):
        address = f"/teams/{team.pk}/members/{guest.pk}/"
        assert world.client(who).post(address, {"reset": "1"}).status_code == 403
        assert world.client(who).post(address, {"nickname": "Other"}).status_code == 403
    world.client("stranger").post(f"/teams/{world.foreign_team.pk}/members/{guest.pk}/remove/")
    assert (
        world.client("teacher")
        .post(f"/teams/{world.team.pk}/members/{guest.pk}/", {"reset": "1"})
        .status_code
        == 200
    )
