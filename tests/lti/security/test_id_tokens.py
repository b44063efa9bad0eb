"""A token is believed only if the registered platform signed it, for this site, now."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from lti.errors import LaunchRefused
from lti.messages.launch import MISSING
from lti.security import id_tokens
from lti.security.id_tokens import verify_id_token
from lti.security.platform_keys import UNKNOWN_KEY
from tests.lti.security.keys_of_platforms import (
    BITS,
    CLIENT_ID,
    In,
    claims,
    create_platform,
    hs256,
    jwt,
    private_key,
    public_jwk,
    rs256,
    token,
)
from tests.websites import Websites
from tests.wording import says

pytestmark = pytest.mark.django_db


def refusal(sent: str) -> str:
    with pytest.raises(LaunchRefused) as refused:
        verify_id_token(create_platform(), sent)
    return str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="as usual"),
        pytest.param({"aud": [CLIENT_ID]}, id="a list of one audience"),
        pytest.param({"aud": ["other", CLIENT_ID], "azp": CLIENT_ID}, id="several audiences"),
        pytest.param({"exp": In(-30)}, id="a clock that is a little ahead"),
        pytest.param({"iat": In(30), "nbf": In(30)}, id="a clock that is a little behind"),
        pytest.param({"iat": 1_700_000_000, "exp": 9_999_999_999}, id="whole seconds, years apart"),
        pytest.param({"name": "Zoë 🌊"}, id="a name with an emoji"),
    ],
)
def test_valid_tokens_are_believed(changes: dict[str, Any], websites: Websites) -> None:
    assert verify_id_token(create_platform(), token(**changes))["sub"] == "7"


def test_what_the_header_says_besides_is_ignored(websites: Websites) -> None:
    sent = token(header={"x-trace": "1", "jku": "https://evil.example/keys", "jwk": public_jwk("evil")})
    assert verify_id_token(create_platform(), sent)["sub"] == "7"
    assert all("evil" not in name for name in websites.lookups)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"iss": "https://evil.example"}, id_tokens.WRONG_ISSUER, id="another issuer"),
        pytest.param({"iss": "https://platform.example/"}, id_tokens.WRONG_ISSUER, id="nearly the issuer"),
        pytest.param({"iss": None}, id_tokens.WRONG_ISSUER, id="no issuer"),
        pytest.param({"aud": "other"}, id_tokens.WRONG_AUDIENCE, id="another audience"),
        pytest.param({"aud": None}, id_tokens.WRONG_AUDIENCE, id="no audience"),
        pytest.param({"aud": []}, id_tokens.WRONG_AUDIENCE, id="an empty list of audiences"),
        pytest.param({"aud": {CLIENT_ID: 1}}, id_tokens.WRONG_AUDIENCE, id="audiences in an object"),
        pytest.param({"aud": f"{CLIENT_ID}0"}, id_tokens.WRONG_AUDIENCE, id="a longer audience"),
        pytest.param({"aud": [CLIENT_ID, "b"]}, id_tokens.WRONG_AUDIENCE, id="several audiences, no party"),
        pytest.param({"aud": [CLIENT_ID, "b"], "azp": "b"}, id_tokens.WRONG_AUDIENCE, id="another party"),
        pytest.param({"azp": "b"}, id_tokens.WRONG_AUDIENCE, id="one audience, another party"),
        pytest.param({"exp": In(-90)}, id_tokens.EXPIRED, id="expired"),
        pytest.param({"exp": float("nan")}, id_tokens.NOT_A_TOKEN, id="expires at no number"),
        pytest.param({"exp": None}, MISSING, id="never expires"),
        pytest.param({"exp": "9999999999"}, MISSING, id="expires at a text"),
        pytest.param({"exp": True}, MISSING, id="expires at true"),
        pytest.param({"iat": None}, MISSING, id="issued at no time"),
        pytest.param({"iat": In(900)}, id_tokens.TOO_EARLY, id="issued in the future"),
        pytest.param({"nbf": In(900)}, id_tokens.TOO_EARLY, id="not valid yet"),
        pytest.param({"iat": float("inf")}, id_tokens.NOT_A_TOKEN, id="issued at no number"),
        pytest.param({"nonce": None}, MISSING, id="no nonce"),
        pytest.param({"nonce": ""}, MISSING, id="an empty nonce"),
        pytest.param({"nonce": 7}, MISSING, id="a number as nonce"),
        pytest.param({"nonce": "n" * 10_000}, MISSING, id="an endless nonce"),
        pytest.param({"sub": "a\0b"}, id_tokens.NOT_A_TOKEN, id="a NUL"),
        pytest.param({"custom": {"a": ["\ud800"]}}, id_tokens.NOT_A_TOKEN, id="a lone surrogate"),
        pytest.param({"custom": json.loads("[" * 30 + "]" * 30)}, id_tokens.NOT_A_TOKEN, id="nested deep"),
        pytest.param({"custom": {"\0": 1}}, id_tokens.NOT_A_TOKEN, id="a NUL in a name"),
    ],
)
def test_signed_tokens_with_wrong_claims_are_refused(
    changes: dict[str, Any], reason: str, websites: Websites
) -> None:
    assert says(reason, refusal(token(**changes)))


def test_a_signature_by_another_key_is_refused(websites: Websites) -> None:
    forged = jwt({"alg": "RS256", "kid": "k1"}, claims(), rs256("evil"))
    assert says(id_tokens.WRONG_SIGNATURE, refusal(forged))


def test_a_changed_payload_is_refused(websites: Websites) -> None:
    head, _, signature = token().split(".")
    other = token(sub="8").split(".")[1]
    assert says(id_tokens.WRONG_SIGNATURE, refusal(f"{head}.{other}.{signature}"))


def test_a_key_that_the_platform_does_not_have_is_refused(websites: Websites) -> None:
    assert says(UNKNOWN_KEY, refusal(token("evil")))


PUBLIC_PEM = private_key("k1", BITS).public_key()
FORMATS = serialization.PublicFormat.SubjectPublicKeyInfo


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(jwt({"alg": "none", "kid": "k1"}, claims(), lambda _data: b""), id="none"),
        pytest.param(jwt({"alg": "None", "kid": "k1"}, claims(), lambda _data: b""), id="None"),
        pytest.param(
            jwt(
                {"alg": "HS256", "kid": "k1"},
                claims(),
                hs256(PUBLIC_PEM.public_bytes(serialization.Encoding.PEM, FORMATS)),
            ),
            id="HMAC with the public key",
        ),
        pytest.param(jwt({"alg": "HS256", "kid": "k1"}, claims(), hs256(b"")), id="HMAC with nothing"),
        pytest.param(token(header={"alg": "RS512"}), id="RS512"),
        pytest.param(token(header={"alg": "PS256"}), id="PS256"),
        pytest.param(token(header={"alg": "ES256"}), id="ES256"),
        pytest.param(token(header={"alg": "dir", "enc": "A128GCM"}), id="encryption"),
    ],
)
def test_other_algorithms_are_refused_before_a_key_is_looked_at(forged: str, websites: Websites) -> None:
    assert says(id_tokens.WRONG_ALGORITHM, refusal(forged))
    assert websites.requests == []


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("", id="nothing"),
        pytest.param("nonsense", id="no token"),
        pytest.param("a.b.c.d.e", id="an encrypted token"),
        pytest.param("..", id="three times nothing"),
        pytest.param("é.é.é", id="not ASCII"),
        pytest.param("[].[].[]", id="no base64"),
        pytest.param(token()[:-20], id="half a signature"),
        pytest.param(f"{token()}\n", id="a line break"),
        pytest.param(token(header={"kid": 7}), id="a number as key id"),
        pytest.param(token(header={"kid": None}), id="null as key id"),
        pytest.param(token(header={"alg": ["RS256"]}), id="a list of algorithms"),
        pytest.param(token(header={"alg": None}), id="null as algorithm"),
        pytest.param(token(header={"crit": ["exp"], "exp": 1}), id="something critical"),
        pytest.param(token(custom={"a": "b" * 200_000}), id="200,000 bytes"),
        pytest.param(token(header={"typ": "x" * 20_000}), id="a long header"),
        pytest.param(jwt({"alg": "RS256", "kid": "k1"}, b"[1]", rs256("k1")), id="a list of claims"),
        pytest.param(jwt({"alg": "RS256", "kid": "k1"}, b"{", rs256("k1")), id="half an object"),
        pytest.param(jwt({"alg": "RS256", "kid": "k1"}, b"[" * 90_000, rs256("k1")), id="too deep"),
        pytest.param(
            jwt({"alg": "RS256", "kid": "k1"}, b'{"exp":' + b"9" * 9000 + b"}", rs256("k1")), id="digits"
        ),
    ],
)
def test_what_is_no_token_is_refused(sent: str, websites: Websites) -> None:
    reason = refusal(sent)
    assert says(id_tokens.NOT_A_TOKEN, reason) or says(id_tokens.WRONG_SIGNATURE, reason)
