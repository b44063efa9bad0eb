"""OpenID configurations are read as Dynamic Registration 1.0 describes them, and nothing else is accepted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti.errors import RegistrationError
from lti.registering.addresses import same_operator
from lti.registering.discovery import read_configuration

URL = "https://moodle.zeedeeyou.com/mod/lti/openid-configuration.php"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
# As the documentation of Moodle shows it; its messages are plain names.
MOODLE: dict[str, Any] = {
    "issuer": "https://moodle.zeedeeyou.com",
    "token_endpoint": "https://moodle.zeedeeyou.com/mod/lti/token.php",
    "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
    "jwks_uri": "https://moodle.zeedeeyou.com/mod/lti/certs.php",
    "authorization_endpoint": "https://moodle.zeedeeyou.com/mod/lti/auth.php",
    "registration_endpoint": "https://moodle.zeedeeyou.com/mod/lti/openid-registration.php",
    "scopes_supported": ["https://purl.imsglobal.org/spec/lti-ags/scope/score", "openid"],
    "response_types_supported": ["id_token"],
    "subject_types_supported": ["public", "pairwise"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
    PLATFORM: {
        "product_family_code": "moodle",
        "version": "4.0dev (Build: 20201028)",
        "messages_supported": ["LtiResourceLink", "LtiDeepLinkingRequest"],
        "variables": ["Context.id.history", "BasicOutcome.url", "Moodle.Person.userGroupIds"],
    },
}


@pytest.fixture(autouse=True)
def public_only(settings: Any) -> None:
    settings.PLATFORMS_TO_PRIVATE = False


def test_a_configuration_is_read() -> None:
    configuration = read_configuration(MOODLE, URL)
    assert (configuration.issuer, configuration.product) == ("https://moodle.zeedeeyou.com", "moodle")
    assert configuration.auth_url.endswith("/auth.php")
    assert configuration.keyset_url.endswith("/certs.php")
    assert configuration.messages == {"LtiResourceLink", "LtiDeepLinkingRequest"}
    assert (configuration.token_audience, configuration.name) == ("", "")


def test_what_a_platform_does_not_list_it_does_not_deny() -> None:
    needed = ("issuer", "token_endpoint", "jwks_uri", "authorization_endpoint", "registration_endpoint")
    configuration = read_configuration({name: MOODLE[name] for name in needed}, URL)
    assert (configuration.scopes, configuration.claims, configuration.messages) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issuer", None),
        ("issuer", "https://other.example"),
        ("issuer", "https://moodle.zeedeeyou.com.evil.example"),
        ("issuer", "https://moodle.zeedeeyou.com/?a=1"),
        ("issuer", "http://moodle.zeedeeyou.com"),
        ("token_endpoint", "http://moodle.zeedeeyou.com/token"),
        ("token_endpoint", "ftp://moodle.zeedeeyou.com/token"),
        ("jwks_uri", ""),
        ("jwks_uri", ["https://moodle.zeedeeyou.com/certs.php"]),
        ("authorization_endpoint", "javascript:alert(1)"),
        ("authorization_endpoint", "https://user:password@moodle.zeedeeyou.com/auth"),
        ("registration_endpoint", "https://moodle.zeedeeyou.com/" + "a" * 1000),
        ("response_types_supported", ["code"]),
        ("id_token_signing_alg_values_supported", ["HS256", "none"]),
        ("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
        ("scopes_supported", "openid"),
    ],
)
def test_what_is_unacceptable_is_refused(name: str, value: Any) -> None:
    with pytest.raises(RegistrationError):
        read_configuration(MOODLE | {name: value}, URL)


def test_a_server_for_tokens_is_kept_unless_it_is_a_mere_host() -> None:
    audience = "https://api.brightspace.com/auth/token"
    assert read_configuration(MOODLE | {"authorization_server": audience}, URL).token_audience == audience
    canvas = MOODLE | {"authorization_server": "canvas.instructure.com"}
    assert read_configuration(canvas, URL).token_audience == ""


def test_canvas_names_the_school() -> None:
    account = {
        "product_family_code": "canvas",
        "https://canvas.instructure.com/lti/account_name": "Hillview School",
    }
    configuration = read_configuration(MOODLE | {PLATFORM: account}, URL)
    assert (configuration.product, configuration.name) == ("canvas", "Hillview School")


def test_hosted_canvas_speaks_for_its_one_issuer_and_nobody_else_does() -> None:
    issuer = "https://canvas.instructure.com"
    assert same_operator(issuer, "https://school.instructure.com/api/lti/security/openid-configuration")
    assert same_operator(issuer, "https://sso.canvaslms.com/api/lti/security/openid-configuration")
    assert not same_operator(issuer, "https://instructure.com.evil.example/")
    assert not same_operator("https://school.example", "https://school.instructure.com/")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*MOODLE, "type"]), inner),
    )
)
def test_anything_else_is_refused_with_a_reason(document: Any) -> None:
    with pytest.raises(RegistrationError) as refusal:
        read_configuration(document, URL)
    assert str(refusal.value)
