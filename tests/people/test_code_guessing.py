"""Codes cannot be guessed, and people with a right code get in whatever others guess beside them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from operations.monitoring import dashboard
from people import code_guessing
from people.actions.accounts import create_team
from people.actions.guests import CODE_IS_FULL, open_join_code
from people.join_codes import generate_code
from people.models import JoinCode, User
from tests.wording import says
from tests.world import World
from web.models import RateLimit
from web.rate_limits import RateLimitExceeded

pytestmark = pytest.mark.django_db
SLOWED = re.compile("|".join(str(RateLimitExceeded(60 * minutes)) for minutes in range(1, 6)))
SCHOOL = "192.0.2.1"
PATHS = ["/join/", "/return/"]


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the gap between two attempts longer than a slow test machine needs."""
    monkeypatch.setattr(code_guessing, "GAP", timedelta(minutes=5))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Fewer wrong codes from one network than a site allows, for tests that need not send as many."""
    monkeypatch.setattr(code_guessing, "MAX_FROM_NETWORK", 15)
    return 15


def browser(address: str = SCHOOL) -> Client:
    """Return a client that has opened the page, like everybody who sends its form."""
    client = Client(REMOTE_ADDR=address)
    client.get("/join/")
    return client


def join(code: str, nickname: str = "Zoë", client: Client | None = None) -> Any:
    return (client or browser()).post("/join/", {"code": code, "nickname": nickname})


def guess(times: int, address: str = SCHOOL, door: str = "/join/") -> None:
    """Guess wrong codes, each in a new browser without cookies."""
    for number in range(times):
        Client(REMOTE_ADDR=address).post(door, {"code": f"WRONG{number}", "nickname": "X"})


@pytest.fixture
def code(world: World) -> str:
    """A join code of the class."""
    return open_join_code(world.teacher, world.team).code


@pytest.mark.parametrize("door", PATHS)
def test_one_browser_guesses_ten_times(code: str, door: str) -> None:
    client = browser()
    for number in range(10):
        assert (
            "too often" not in client.post(door, {"code": f"WRONG{number}", "nickname": "X"}).content.decode()
        )
    answer = client.post(door, {"code": code, "nickname": "X"})
    assert answer.status_code == 422
    assert str(RateLimitExceeded(600)) in answer.content.decode()
    # Others in the class can still join, and this browser can after ten minutes.
    assert join(code).status_code == 302
    RateLimit.objects.update(resets_at=timezone.now() - timedelta(seconds=1))
    assert join(code, "Patient", client).status_code == 302


@pytest.mark.parametrize("door", PATHS)
def test_whoever_guesses_at_a_school_keeps_nobody_there_out(
    world: World, code: str, door: str, few: int
) -> None:
    teacher = world.client("teacher", REMOTE_ADDR=SCHOOL)
    assert teacher.get(f"/teams/{world.team.pk}/code/").status_code == 200
    guess(few + 5, door=door)
    for number in range(5):
        assert join(code, f"Pupil {number}").status_code == 302
    # Even a pupil who mistypes it first can join.
    client = browser()
    assert join("MISTYPED", "Ana", client).status_code == 422
    assert join(code, "Ana", client).status_code == 302


def test_whoever_guesses_at_a_school_keeps_nobody_from_coming_back_there(code: str, few: int) -> None:
    client = browser()
    join(code, client=client)
    back = client.get("/return/code/").context["code"]
    guess(few + 5)
    assert browser().post("/return/", {"code": back}).status_code == 302


def test_where_a_code_was_never_used_a_fresh_browser_has_it_looked_up_slowly(code: str) -> None:
    guess(61)
    # Another guess was just looked up; a little later this code is.
    assert SLOWED.search(join(code).content.decode())
    RateLimit.objects.filter(key__endswith="slowly").update(resets_at=timezone.now() - timedelta(seconds=1))
    assert join(code).status_code == 302
    # From now on the code is known in this network.
    assert join(code, "Ana").status_code == 302


def test_whoever_guesses_has_nothing_looked_up_that_is_not_in_use_there(code: str) -> None:
    client = browser()
    join("MINE1", client=client)
    guess(60)
    RateLimit.objects.filter(key__endswith="slowly").delete()
    assert str(RateLimitExceeded(600)) in join(code, client=client).content.decode()


def test_nobody_on_the_site_waits_for_who_guesses_elsewhere(
    world: World, code: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_guessing, "MAX_FROM_NETWORK", 6)
    for module in (code_guessing, dashboard):
        monkeypatch.setattr(module, "MANY_WRONG_CODES", 60)
    for network in range(11):
        guess(6, f"198.51.100.{network}")
    assert join(code).status_code == 302
    assert [record.message for record in caplog.records if record.name == "people.code_guessing"] == [
        "60 wrong join and return codes in ten minutes: somebody guesses."
    ]
    User.objects.filter(pk=world.teacher.pk).update(is_staff=True)
    assert "data-somebody-guesses" in world.client("teacher").get("/operations/").content.decode()


def test_right_codes_are_no_guesses(world: World, few: int) -> None:
    code = open_join_code(world.teacher, world.team, max_uses=few + 5).code
    client = browser()
    for number in range(few + 5):
        assert join(code, f"Pupil {number}").status_code == 302
    for _ in range(12):
        assert says(CODE_IS_FULL, join(code, "Late", client).content.decode())


def test_a_guess_hits_one_in_ten_million_however_many_codes_work(world: World) -> None:
    assert len(generate_code(6, 0)) == len(generate_code(6, 3)) == 6
    assert len(generate_code(6, 4)) == 7
    assert len(generate_code(9, 30_000)) == 9
    assert len(generate_code(9, 40_000)) == 10
    codes = []
    for number in range(5):
        team = create_team(world.teacher, f"Class {number}")
        codes.append(open_join_code(User.objects.get(pk=world.teacher.pk), team).code)
    assert [len(code) for code in codes] == [6, 6, 6, 6, 7]
    assert join(codes[4]).status_code == 302
    # Expired codes do not count.
    JoinCode.objects.update(expires_at=timezone.now())
    assert len(open_join_code(world.teacher, world.team).code) == 6
