"""Two-factor authentication, and signing in by a minimal but real OpenID Connect server."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from lxml import html

from config.sso import allauth_apps, configured_providers
from people.models import User
from tests.annotate.trial.visitor import Visitor
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, email: str = "teacher@school.example") -> Any:
    return client.post("/accounts/login/", {"login": email, "password": PASSWORD})


def test_a_second_step_is_asked_for_once_it_is_turned_on(world: World) -> None:
    client = Client()
    sign_in(client)
    assert 'data-action="activate"' in client.get("/accounts/2fa/").content.decode()
    # The password is needed again, so that nobody can turn it on at an unattended computer.
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    page = html.document_fromstring(client.get("/accounts/2fa/totp/activate/").content)
    assert page.xpath("//div[@class='qr']//*[local-name()='svg']")
    [secret] = page.xpath("//code/text()")
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "alert" in wrong.content.decode() or "error" in wrong.content.decode()
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    assert 'data-codes-left="10"' in client.get("/accounts/2fa/").content.decode()
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    other = Client()
    assert sign_in(other)["Location"].startswith("/accounts/2fa/authenticate/")
    assert other.get("/articles/").status_code == 302
    assert other.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    recovery = next(
        word for word in codes.split() if len(word) == 8 and all(sign in "0123456789abcdef" for sign in word)
    )
    assert other.post("/accounts/2fa/authenticate/", {"code": recovery}).status_code == 302
    assert other.get("/articles/").status_code == 200
    assert 'data-codes-left="9"' in other.get("/accounts/2fa/").content.decode()
    # Other people sign in as before.
    assert sign_in(Client(), "pupil@school.example")["Location"] == "/"


class Provider(BaseHTTPRequestHandler):
    """A minimal OpenID Connect server."""

    def do_GET(self) -> None:
        """Serve the configuration, the keys and the user's claims."""
        issuer = f"http://127.0.0.1:{self.server.server_port}"
        answer = {
            "/.well-known/openid-configuration": {
                "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
                "userinfo_endpoint": f"{issuer}/userinfo", "jwks_uri": f"{issuer}/keys",
            },
            "/userinfo": {"sub": "77", "name": "Ines Sol", "email": "ines@office.example", "email_verified": True},
            "/keys": {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}]},
        }[self.path]  # fmt: skip
        self.send_json(answer)

    def do_POST(self) -> None:
        """Exchange the code for a token."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["code"] == ["the-code"]
        assert form["code_verifier"]
        issuer, now = f"http://127.0.0.1:{self.server.server_port}", int(time.time())
        claims = {
            "iss": issuer, "aud": "our-id", "sub": "77", "iat": now, "exp": now + 60, "name": "Ines Sol",
            "email": "ines@office.example",
        }  # fmt: skip
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self.send_json(
            {"access_token": "a-token", "token_type": "Bearer", "expires_in": 60, "id_token": token}
        )

    def send_json(self, data: dict[str, Any]) -> None:
        """Send a JSON response."""
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    """The URL of a running provider at which this site is registered."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    environment = {
        "SSO_OIDC_ID": "our-id",
        "SSO_OIDC_SECRET": "s",
        "SSO_OIDC_NAME": "Our office",
        "SSO_OIDC_URL": address,
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": allauth_apps(configured_providers(environment))}
    }
    yield address
    server.shutdown()
    server.server_close()


def sign_in_at(client: Client, address: str, **overrides: str) -> Any:
    redirect = client.post("/accounts/oidc/oidc/login/")
    assert redirect["Location"].startswith(f"{address}/authorize?")
    query = parse_qs(urlsplit(redirect["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    callback = {"code": "the-code", "state": query["state"][0]} | overrides
    return client.get(f"/accounts/oidc/oidc/login/callback/?{urlencode(callback)}")


def test_somebody_comes_in_by_a_server_of_openid_connect(world: World, provider: str) -> None:
    client = Client()
    assert "Our office" in client.get("/accounts/login/").content.decode()
    answer = sign_in_at(client, provider)
    assert answer.status_code == 302
    user = User.objects.get(email="ines@office.example")
    assert user.name == "Ines Sol"
    assert client.get("/articles/").status_code == 200
    again = Client()
    assert sign_in_at(again, provider).status_code == 302
    assert again.get("/articles/").status_code == 200
    assert User.objects.filter(email="ines@office.example").count() == 1


def test_nobody_takes_over_an_account_by_having_its_address_elsewhere(world: World, provider: str) -> None:
    User.objects.filter(pk=world.teacher.pk).update(email="ines@office.example")
    client = Client()
    sign_in_at(client, provider)
    assert client.get("/articles/").status_code == 302


def test_a_made_up_state_is_refused(world: World, provider: str) -> None:
    client = Client()
    assert sign_in_at(client, provider, state="made-up").status_code in (401, 403)
    assert client.get("/articles/").status_code == 302


def test_servers_are_those_of_the_environment() -> None:
    assert configured_providers({}) == []
    environment = {"SSO_GOOGLE_ID": "g", "SSO_MICROSOFT_ID": "m", "SSO_MICROSOFT_TENANT": "our-school"}
    google, microsoft = configured_providers(environment)
    assert google.origin == "https://accounts.google.com"
    assert microsoft.address == "https://login.microsoftonline.com/our-school/v2.0"


def test_what_somebody_tried_comes_along_by_a_server_of_openid_connect(world: World, provider: str) -> None:
    visitor = Visitor()
    visitor.start()
    visitor.highlight()
    report = visitor.report
    assert sign_in_at(visitor.client, provider).url == report
    user = User.objects.get(email="ines@office.example")
    assert (visitor.user, user.name, user.is_guest) == (user, "Ines Sol", False)
    assert "globalist" in visitor.client.get(report).content.decode()
    assert not User.objects.filter(email=None).exists()
    # Somebody who has the account already gets theirs, with what they tried meanwhile.
    again = Visitor()
    again.start()
    newest = again.report
    assert sign_in_at(again.client, provider).url == newest
    assert again.user == user
    assert user.articles.count() == 2


def test_what_somebody_tried_comes_along_after_the_second_step(world: World) -> None:
    TOTP.activate(world.teacher, generate_totp_secret())
    [recovery, *_] = RecoveryCodes.activate(world.teacher).get_unused_codes()
    visitor = Visitor()
    visitor.start()
    report = visitor.report
    assert sign_in(visitor.client)["Location"].startswith("/accounts/2fa/authenticate/")
    assert visitor.user.is_trial
    assert visitor.client.post("/accounts/2fa/authenticate/", {"code": recovery}).url == report
    assert visitor.user == world.teacher
