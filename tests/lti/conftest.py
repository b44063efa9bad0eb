"""What the tests of learning platforms share."""

from collections.abc import Iterator
from typing import Any

import pytest

from lti.models import SigningKey
from tests.lti.platform import LearningPlatform
from tests.lti.platform.keys import Key


@pytest.fixture
def unregistered_platform(settings: Any) -> Iterator[LearningPlatform]:
    """A learning platform on this machine that the tool does not know yet."""
    settings.PLATFORMS_TO_PRIVATE = True
    platform = LearningPlatform()
    yield platform
    platform.server.stop()


@pytest.fixture
def learning_platform(db: None, unregistered_platform: LearningPlatform) -> LearningPlatform:
    """A learning platform on this machine, registered with its one deployment. It knows the key that the tool signs
    with: its server cannot see what this test writes, so after a change the test calls ``read_tool_keys``.
    """
    unregistered_platform.register()
    key = Key("tool-key", number=2)
    SigningKey.objects.create(pk=1, kid=key.kid, private_key=key.pem())
    unregistered_platform.tool_keys = [key.public_jwk()]
    return unregistered_platform
