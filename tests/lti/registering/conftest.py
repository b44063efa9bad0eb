"""What the tests of registering share."""

import pytest
from django.test import Client

from lti.registering.actions import PlatformDetails
from people.models import User
from tests.world import PASSWORD


@pytest.fixture
def administrator(db: None) -> User:
    """Who runs the site."""
    return User.objects.create_superuser("operator@school.example", PASSWORD, name="Kim")


@pytest.fixture
def operator(administrator: User) -> Client:
    """The browser of whoever runs the site."""
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def details() -> PlatformDetails:
    """A platform as its five values describe it."""
    return PlatformDetails(
        issuer="https://moodle.school.example",
        client_id="kP3xWq7",
        auth_url="https://moodle.school.example/mod/lti/auth.php",
        token_url="https://moodle.school.example/mod/lti/token.php",
        keyset_url="https://moodle.school.example/mod/lti/certs.php",
    )
