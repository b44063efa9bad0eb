"""Key sets of platforms: read when they are needed, no more often, and believed only within limits."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from lti.errors import LaunchRefused, ServiceError
from lti.models import Platform
from lti.security import http, id_tokens, key_sets, platform_keys
from lti.security.id_tokens import verify_id_token
from lti.security.key_sets import MAX_KEYS, parse_key_set
from tests.lti.security.at_once import at_once
from tests.lti.security.conftest import serve_keys
from tests.lti.security.keys_of_platforms import HOST, create_platform, encoded, public_jwk, token
from tests.waiting import until
from tests.websites import Websites, page, redirect
from tests.wording import says

pytestmark = pytest.mark.django_db


def readings(websites: Websites) -> int:
    return len([head for head in websites.requests if head.startswith("GET /keys ")])


def refusal(platform: Platform, sent: str) -> str:
    with pytest.raises(LaunchRefused) as refused:
        verify_id_token(platform, sent)
    return str(refused.value)


def grow_older(platform: Platform, by: timedelta) -> Platform:
    """Let the keys be read so much earlier, and return the platform as another process finds it."""
    assert platform.keys_read_at
    Platform.objects.filter(pk=platform.pk).update(keys_read_at=platform.keys_read_at - by)
    cache.clear()
    return Platform.objects.get(pk=platform.pk)


def test_keys_are_read_once_for_many_launches(websites: Websites) -> None:
    platform = create_platform()
    for _ in range(3):
        verify_id_token(platform, token())
    verify_id_token(Platform.objects.get(), token())
    assert readings(websites) == 1


def test_a_new_key_of_the_platform_is_found_at_once(websites: Websites) -> None:
    platform = create_platform()
    verify_id_token(platform, token())
    cache.clear()
    serve_keys(websites, public_jwk("k1"), public_jwk("k2"))
    verify_id_token(platform, token("k2"))
    assert readings(websites) == 2


def test_invented_keys_are_looked_up_once_a_minute(websites: Websites) -> None:
    platform = create_platform()
    for number in range(5):
        assert says(
            platform_keys.UNKNOWN_KEY, refusal(platform, token("evil", header={"kid": f"k{number}0"}))
        )
    assert readings(websites) == 1
    verify_id_token(platform, token())


@pytest.mark.django_db(transaction=True)
def test_many_launches_at_once_read_the_keys_once(websites: Websites) -> None:
    platform = create_platform()

    def launch() -> str:
        return str(verify_id_token(Platform.objects.get(pk=platform.pk), token())["sub"])

    assert at_once(launch, 6) == ["7"] * 6
    assert readings(websites) == 1


@contextmanager
def somebody_reading(websites: Websites, platform: Platform) -> Iterator[None]:
    """Let another launch read the keys of a platform that does not answer meanwhile."""
    gate = threading.Event()
    websites.pages[f"{HOST}/keys"] = lambda caller: (gate.wait(60), caller.close())
    begun = readings(websites)
    with ThreadPoolExecutor(1) as thread:
        other = thread.submit(at_once, lambda: refusal(platform, token("k9")), 1)
        until(lambda: readings(websites) > begun)
        try:
            yield
        finally:
            gate.set()
        other.result()


@pytest.mark.django_db(transaction=True)
def test_with_a_key_of_some_hours_ago_nobody_waits_for_a_platform_that_does_not_answer(
    websites: Websites,
) -> None:
    platform = create_platform()
    verify_id_token(platform, token())
    platform = grow_older(platform, timedelta(hours=2))
    with somebody_reading(websites, platform):
        began = time.monotonic()
        assert verify_id_token(platform, token())["sub"] == "7"
        assert time.monotonic() - began < platform_keys.WAIT


@pytest.mark.django_db(transaction=True)
def test_with_an_invented_key_nobody_waits_long(websites: Websites, monkeypatch: pytest.MonkeyPatch) -> None:
    """The few threads of a process would all wait."""
    monkeypatch.setattr(platform_keys, "WAIT", 0.01)
    platform = create_platform()
    with somebody_reading(websites, platform):
        began = time.monotonic()
        assert says(platform_keys.UNKNOWN_KEY, refusal(platform, token("evil")))
        assert time.monotonic() - began < 1


def test_a_key_that_the_platform_withdraws_is_refused_an_hour_later(websites: Websites) -> None:
    platform = create_platform()
    verify_id_token(platform, token())
    serve_keys(websites, public_jwk("k2"))
    platform = grow_older(platform, timedelta(hours=1))
    assert says(platform_keys.UNKNOWN_KEY, refusal(platform, token()))


def test_launches_go_on_for_a_day_while_the_key_set_is_away(websites: Websites) -> None:
    platform = create_platform()
    verify_id_token(platform, token())
    websites.pages[f"{HOST}/keys"] = page("gone", status="503 Service Unavailable")
    verify_id_token(grow_older(platform, timedelta(hours=2)), token())
    platform = grow_older(platform, timedelta(hours=25))
    reason = refusal(platform, token())
    assert says(platform_keys.KEYS_UNREADABLE, reason)
    assert says(platform_keys.NO_KEY_SET.format(status="503"), reason)


def too_long(caller: socket.socket) -> None:
    caller.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b'{"keys": [' + b" " * 600_000
    )


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(redirect("https://platform.example/other"), platform_keys.NO_KEY_SET, id="a redirect"),
        pytest.param(page("<html>", "text/html"), http.NOT_JSON, id="a page"),
        pytest.param(page("[" * 100_000, "application/json"), http.NOT_JSON, id="nested too deep"),
        pytest.param(page("\xff\xfe".encode("latin-1"), "application/json"), http.NOT_JSON, id="not UTF-8"),
        pytest.param(page("no keys", status="404 Not Found"), platform_keys.NO_KEY_SET, id="nothing there"),
        pytest.param(page("[]", "application/json"), key_sets.NOT_A_KEY_SET, id="a list"),
        pytest.param(too_long, http.TOO_LONG, id="600,000 bytes"),
        pytest.param(b"nonsense\r\n\r\n", http.NO_ANSWER, id="no HTTP"),
        pytest.param(lambda caller: caller.close(), http.NO_ANSWER, id="no answer"),
    ],
)
def test_what_is_no_key_set_is_refused_and_says_why(answer: Any, reason: str, websites: Websites) -> None:
    websites.pages[f"{HOST}/keys"] = answer
    websites.pages[f"{HOST}/other"] = page(json.dumps({"keys": [public_jwk("k1")]}), "application/json")
    said = refusal(create_platform(), token())
    assert says(platform_keys.KEYS_UNREADABLE, said)
    assert says(reason, said)


@pytest.mark.parametrize("drops", [0, 1000], ids=["nothing", "drop by drop"])
def test_a_key_set_that_never_ends_is_not_waited_for(
    drops: int, websites: Websites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "SECONDS", 0.5)
    ended = threading.Event()

    def hang(caller: socket.socket) -> None:
        caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not ended.wait(0.05):
            caller.sendall(b" " * min(drops, 1))

    websites.pages[f"{HOST}/keys"] = hang
    platform = create_platform()
    try:
        assert says(http.NO_ANSWER, refusal(platform, token()))
        # The next launch does not wait at all.
        assert says(platform_keys.UNKNOWN_KEY, refusal(platform, token()))
    finally:
        ended.set()
    assert readings(websites) == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_a_key_set_in_our_own_network_is_not_asked_for(address: str, websites: Websites) -> None:
    websites.names["inside.example"] = [address]
    platform = create_platform(keyset_url="https://inside.example/keys")
    said = refusal(platform, token())
    assert says(http.NOT_PUBLIC, said)
    assert websites.connections == []
    websites.names["nowhere.example"] = []
    nowhere = create_platform(client_id="client-2", keyset_url="https://nowhere.example/keys")
    other = refusal(nowhere, token(aud="client-2"))
    assert other.replace("nowhere.example", "inside.example") == said, "nobody learns that it is there"


def test_unless_the_operator_says_so(websites: Websites, settings: Any) -> None:
    settings.PLATFORMS_TO_PRIVATE = True
    websites.names["inside.example"] = ["10.0.0.1"]
    websites.pages["inside.example/keys"] = websites.pages[f"{HOST}/keys"]
    assert verify_id_token(create_platform(keyset_url="http://inside.example/keys"), token())


@pytest.mark.parametrize("scheme", ["http", "ftp", "file", "HTTP"])
def test_a_key_set_without_tls_is_not_asked_for(scheme: str, websites: Websites) -> None:
    assert says(http.NOT_HTTPS, refusal(create_platform(keyset_url=f"{scheme}://{HOST}/keys"), token()))
    assert websites.connections == []


def test_keys_of_other_kinds_and_uses_are_left_out() -> None:
    elliptic = {"kty": "EC", "crv": "P-256", "kid": "k1", "x": "AA", "y": "AA"}
    unknown = {"kty": "AKP", "kid": "k1", "alg": "ML-DSA-44", "pub": "AA"}
    others = [elliptic, unknown, public_jwk("k1", use="enc"), public_jwk("k1", alg="RS512")]
    wanted = public_jwk("k1", x5c=["certificate"], key_ops=["verify"])
    found = parse_key_set({"keys": [*others, wanted]})
    assert found == [{name: wanted[name] for name in ("kty", "kid", "n", "e")}]


BIG = encoded(1 << 9000 | 1)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        pytest.param("keys", key_sets.NOT_A_KEY_SET, id="a text"),
        pytest.param(["key"], key_sets.NOT_A_KEY_SET, id="texts"),
        pytest.param([public_jwk("k1")] * (MAX_KEYS + 1), key_sets.TOO_MANY_KEYS, id="hundreds of keys"),
        pytest.param([{"kty": "oct", "kid": "k1", "k": "AAAA"}], key_sets.SECRET_KEY, id="a symmetric key"),
        pytest.param([public_jwk("k1", d="AAAA")], key_sets.SECRET_KEY, id="a private key"),
        pytest.param([public_jwk("weak", 1024)], key_sets.WRONG_SIZE, id="1024 bits"),
        pytest.param([public_jwk("k1", n="AQAB")], key_sets.WRONG_SIZE, id="17 bits"),
        pytest.param([public_jwk("k1", n=BIG)], key_sets.NOT_A_KEY_SET, id="9000 bits"),
        pytest.param(
            [public_jwk("k1", n="A" * 100_000)], key_sets.NOT_A_KEY_SET, id="a hundred thousand digits"
        ),
        pytest.param([public_jwk("k1", e="AQ")], key_sets.NOT_A_KEY_SET, id="an exponent of one"),
        pytest.param([public_jwk("k1", e="Ag")], key_sets.NOT_A_KEY_SET, id="an even exponent"),
        pytest.param([public_jwk("k1", e=BIG)], key_sets.NOT_A_KEY_SET, id="an exponent above the modulus"),
        pytest.param([public_jwk("k1", n="é")], key_sets.NOT_A_KEY_SET, id="a number not in ASCII"),
        pytest.param([public_jwk("k1", n="*" * 400)], key_sets.WRONG_SIZE, id="a number not in base64"),
        pytest.param([public_jwk("k1", n=7)], key_sets.NOT_A_KEY_SET, id="a number as such"),
        pytest.param([public_jwk("k1", e=None)], key_sets.NOT_A_KEY_SET, id="no exponent"),
        pytest.param([public_jwk("k1", kid=None)], key_sets.NOT_A_KEY_SET, id="no id"),
        pytest.param([public_jwk("k1", kid=["k1"])], key_sets.NOT_A_KEY_SET, id="a list of ids"),
        pytest.param([public_jwk("k1"), public_jwk("evil", kid="k1")], key_sets.SAME_ID, id="one id twice"),
    ],
)
def test_hostile_key_sets_are_refused(keys: Any, reason: str) -> None:
    with pytest.raises(ServiceError) as refused:
        parse_key_set({"keys": keys})
    assert says(reason, str(refused.value))


def test_an_empty_key_set_knows_no_key(websites: Websites) -> None:
    serve_keys(websites)
    assert says(platform_keys.UNKNOWN_KEY, refusal(create_platform(), token()))


def test_a_clock_that_was_set_back_does_not_keep_old_keys_alive(websites: Websites) -> None:
    platform = create_platform()
    verify_id_token(platform, token())
    serve_keys(websites, public_jwk("k2"))
    platform = grow_older(platform, -timedelta(days=30))
    assert platform.keys_read_at
    assert platform.keys_read_at > timezone.now()
    assert says(platform_keys.UNKNOWN_KEY, refusal(platform, token()))


def test_a_forged_signature_is_refused_however_fresh_the_keys_are(websites: Websites) -> None:
    serve_keys(websites, public_jwk("k1"), public_jwk("k2"))
    assert says(id_tokens.WRONG_SIGNATURE, refusal(create_platform(), token("k1", header={"kid": "k2"})))
