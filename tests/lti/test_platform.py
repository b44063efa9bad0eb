"""The learning platform of the tests itself: what it signs, publishes and accepts."""

import jwt
import pytest
import urllib3

from lti.messages.launch import parse_launch
from lti.models import Platform
from tests.lti.platform import LearningPlatform, keys, login, names
from tests.lti.platform.http import Refused
from tests.lti.platform.messages import Message, claims_of
from tests.lti.platform.signing_in import COOKIE


def message(platform: LearningPlatform, message_type: str = names.RESOURCE_LINK) -> Message:
    course, person = platform.add_course(), platform.add_person("Ada Byron")
    course.enroll(person)
    return Message(course, person, platform.add_link(course), message_type)


def redirect(platform: LearningPlatform, sent: Message) -> dict[str, str]:
    parameters = login.initiation(platform, sent)
    hints = {name: parameters[name] for name in ("login_hint", "lti_message_hint", "client_id")}
    return hints | login.FIXED | {"redirect_uri": platform.tool.launch_url, "state": "s", "nonce": "n"}


def test_it_is_registered(learning_platform: LearningPlatform) -> None:
    row = Platform.objects.get()
    assert (row.issuer, row.deployments.get().deployment_id) == (learning_platform.url, "1")


def test_a_form_carries_a_token_signed_with_a_published_key(learning_platform: LearningPlatform) -> None:
    sent = message(learning_platform)
    parameters, cookie = redirect(learning_platform, sent), {"cookie": f"{COOKIE}={sent.person.id}"}
    page = urllib3.request("GET", f"{learning_platform.url}/auth", fields=parameters, headers=cookie)
    token = page.data.decode().partition('name="id_token" value="')[2].partition('"')[0]
    published = urllib3.request("GET", f"{learning_platform.url}/keys").json()["keys"]
    claims = jwt.decode(token, jwt.PyJWK(published[0]).key, ["RS256"], audience=learning_platform.client_id)
    assert claims["nonce"] == "n"


@pytest.mark.parametrize(
    "wrong", ["scope", "response_mode", "client_id", "redirect_uri", "nonce", "login_hint"]
)
def test_a_wrong_redirect_is_refused(learning_platform: LearningPlatform, wrong: str) -> None:
    parameters = redirect(learning_platform, message(learning_platform)) | {wrong: ""}
    with pytest.raises(Refused):
        login.authenticate(learning_platform, parameters)


@pytest.mark.parametrize("message_type", [names.RESOURCE_LINK, names.DEEP_LINKING, names.SUBMISSION_REVIEW])
def test_messages_are_complete(learning_platform: LearningPlatform, message_type: str) -> None:
    sent = message(learning_platform, message_type)
    launch = parse_launch(claims_of(learning_platform, sent, "n"))
    assert (launch.message_type, launch.name, launch.subject) == (message_type, "Ada Byron", sent.person.id)


@pytest.mark.parametrize(
    "sign",
    [
        keys.signed_by_another_key, keys.signed_by_unknown_key, keys.unsigned,
        keys.signed_with_public_key_as_secret,
    ],
)  # fmt: skip
def test_attackers_sign_otherwise(learning_platform: LearningPlatform, sign: keys.Sign) -> None:
    token = sign(learning_platform, {"sub": "ada"})
    with pytest.raises(jwt.PyJWTError):
        jwt.decode(token, learning_platform.keys[-1].private.public_key(), ["RS256"])
    assert jwt.decode(token, options={"verify_signature": False}) == {"sub": "ada"}
