"""Where webhooks may lead: to the internet alone, however an address is written, and never for long."""

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from annotate.models import Webhook
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import deliver_due
from tests.wording import says
from tests.world import World, mark
from web.http import safe_client
from web.http.safe_client import PRIVATE_HOST, RequestError, check_address, post_to_user_url

pytestmark = pytest.mark.django_db

# How an address of the own network, or of nobody in particular, can be written.
NOT_PUBLIC = {
    "loopback": "127.0.0.1",
    "0.0.0.0": "0.0.0.0",
    "all of 0/8": "0.1.2.3",
    "private, class A": "10.1.2.3",
    "private, class B": "172.16.0.1",
    "private, class C": "192.168.1.1",
    "carrier-grade NAT": "100.64.0.1",
    "link-local, cloud metadata": "169.254.169.254",
    "protocols, cloud metadata": "192.0.0.192",
    "a cloud's own services": "168.63.129.16",
    "NAT64 of a cloud's own services": "64:ff9b::a83f:8110",
    "benchmarking": "198.18.0.1",
    "documentation": "203.0.113.1",
    "6to4 relays": "192.88.99.1",
    "multicast": "224.0.0.1",
    "multicast, SSDP": "239.255.255.250",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "unspecified, IPv6": "::",
    "loopback, IPv6": "::1",
    "IPv4-compatible": "::127.0.0.1",
    "IPv4-mapped": "::ffff:127.0.0.1",
    "IPv4-mapped, private": "::ffff:10.0.0.1",
    "IPv4-mapped, in hexadecimal": "::ffff:a9fe:a9fe",
    "IPv4-translated": "::ffff:0:7f00:1",
    "NAT64 of the cloud metadata": "64:ff9b::a9fe:a9fe",
    "NAT64 of loopback": "64:ff9b::7f00:1",
    "NAT64 of this site": "64:ff9b:1::808:808",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4 of a private network": "2002:c0a8:101::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "ORCHID": "2001:20::1",
    "documentation, IPv6": "2001:db8::1",
    "documentation, IPv6, second": "3fff::1",
    "discard": "100::1",
    "segment routing": "5f00::1",
    "unique local": "fd00::1",
    "site-local": "fec0::1",
    "link-local, IPv6": "fe80::1",
    "multicast, IPv6": "ff02::1",
    "multicast, IPv6, global": "ff0e::1",
    "never assigned": "4000::1",
}
PUBLIC = ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


def url_of(address: str) -> str:
    return f"http://[{address}]/" if ":" in address else f"http://{address}/"


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where a connection was about to be made; none is."""
    found: list[Any] = []

    def connect(address: Any, *_args: Any, **_options: Any) -> Any:
        found.append(address[0])
        raise ConnectionRefusedError("nobody is rung here")

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    return found


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_no_connection_is_made_to_what_is_not_public(address: str, connections: list[Any]) -> None:
    with pytest.raises(RequestError) as refused:
        post_to_user_url(url_of(address), b"{}", {})
    assert says(PRIVATE_HOST, str(refused.value))
    assert connections == []


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC)
def test_nor_by_a_name_that_stands_for_it_among_others(
    address: str, connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    answers = [(family, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("8.8.8.8", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: answers)
    with pytest.raises(RequestError) as refused:
        post_to_user_url("http://newsroom.example/", b"{}", {})
    assert says(PRIVATE_HOST, str(refused.value))
    assert connections == []


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_rung(address: str, connections: list[Any]) -> None:
    with pytest.raises(RequestError, match="nobody is rung here"):
        post_to_user_url(url_of(address), b"{}", {})
    assert connections == [address]


# What is refused at the door, where it is typed.
ODD = [
    "http://example.org:99999/",
    "http://example.org:0/",
    "http://example.org:-1/",
    "http://example.org:8o8o/",
    "http://[::1/",
    "http://[::g]/",
    "http://" + "a" * 64 + ".example/",
    "http://a..example/",
    "http://.example/",
    "http://exa mple.org/",
    "http://example.org\\@127.0.0.1/",
    "http:///x",
    "//example.org/",
    "example.org",
    "gopher://example.org/",
    "file:///etc/passwd",
    "http://user:password@example.org/",
    "http://example.org/\r\nX-Injected: yes",
    "http://example.org/\x00",
    "http://example.org/\ud800",
    "",
]


@pytest.mark.parametrize("url", ODD)
def test_an_address_that_is_none_is_refused_at_the_door(url: str) -> None:
    with pytest.raises(RequestError):
        check_address(url)


def test_programs_and_pages_say_what_is_wrong_with_a_port(world: World) -> None:
    client, url = world.client("teacher"), "http://example.org:99999/"
    address = f"teams/{world.team.pk}/webhooks/"
    answer = client.post(f"/api/v1/{address}", {"url": url}, content_type="application/json")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:claimlight:problem:unreachable")
    assert "65535" in answer.json()["detail"]
    page = client.post(f"/{address}", {"url": url})
    assert page.status_code == 422
    assert "65535" in page.content.decode()
    assert not Webhook.objects.exists()


def test_a_delivery_that_breaks_is_counted_and_shown_and_the_others_go_on(
    world: World, caplog: pytest.LogCaptureFixture, connections: list[Any]
) -> None:
    for number in range(2):
        add_webhook(world.teacher, world.team, f"http://8.8.8.8/{number}")
    broken = Webhook.objects.order_by("pk")[0]
    # As a release before this one let in.
    Webhook.objects.filter(pk=broken.pk).update(url="http://example.org:99999/", secret="no base 64")
    mark(world.pupil, world.round, "Nobody should be surprised", "opinion")
    assert deliver_due() == 0
    assert connections == ["8.8.8.8"], "the other one was still tried"
    assert set(Webhook.objects.values_list("failures", flat=True)) == {1}
    assert all(Webhook.objects.values_list("error", flat=True))
    page = world.client("teacher").get(f"/teams/{world.team.pk}/webhooks/").content.decode()
    assert page.count('data-failures="1"') == 2
    answer = world.client("teacher").post(f"/teams/{world.team.pk}/webhooks/{broken.pk}/", {"ping": "1"})
    assert answer.status_code == 302


def serve(
    talk: Callable[[socket.socket], None], hear: Callable[[bytes], object] = len
) -> tuple[str, Callable[[], None]]:
    """A server that does ``talk`` with whoever comes: its address, and what ends it."""
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        try:
            while True:
                caller = server.accept()[0]
                with caller:
                    hear(caller.recv(65536))
                    talk(caller)
        except OSError:
            return

    threading.Thread(target=run, daemon=True).start()
    return f"http://127.0.0.1:{server.getsockname()[1]}/", server.close


@pytest.fixture
def patience(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_TO_PRIVATE = True
    monkeypatch.setattr(safe_client, "SECONDS", 0.5)


def drip(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def talk(caller: socket.socket) -> None:
        caller.sendall(head)
        while True:
            caller.sendall(piece)
            threading.Event().wait(0.05)

    return talk


@pytest.mark.parametrize(
    "talk",
    [
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
    ids=["in the head", "in the body", "in chunks"],
)
def test_who_answers_drop_by_drop_is_not_waited_for(
    talk: Callable[[socket.socket], None], patience: None
) -> None:
    url, close = serve(talk)
    done = threading.Event()
    errors: list[Exception] = []

    def send() -> None:
        try:
            post_to_user_url(url, b"{}", {})
        except RequestError as error:
            errors.append(error)
        done.set()

    threading.Thread(target=send, daemon=True).start()
    try:
        assert done.wait(20), "it is still being listened to"
    finally:
        close()
    assert len(errors) == 1


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200\r\n" + b"A: b\r\n" * 200 + b"\r\n"]
)
def test_an_answer_that_is_no_http_is_a_failure(answer: bytes, patience: None) -> None:
    url, close = serve(lambda caller: caller.sendall(answer))
    try:
        with pytest.raises(RequestError):
            post_to_user_url(url, b"{}", {})
    finally:
        close()


def test_names_and_paths_in_other_scripts_are_sent_as_the_web_writes_them(
    patience: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    url, close = serve(lambda caller: caller.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"), asked.append)
    lookup = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda _host, *more, **options: lookup("127.0.0.1", *more, **options)
    )
    port = url.split(":")[2].strip("/")
    try:
        post_to_user_url(f"http://łódź.example:{port}/läufe%20x?q=🌉", b"{}", {})
    finally:
        close()
    assert asked[0].startswith(b"POST /l%C3%A4ufe%20x?q=%F0%9F%8C%89 HTTP/1.1\r\n")
    assert f"\r\nHost: xn--d-uga0v4h.example:{port}\r\n".encode() in asked[0]
