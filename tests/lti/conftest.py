"""What the tests of learning platforms share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.lti.platform import LearningPlatform


@pytest.fixture
def unregistered_platform(settings: Any) -> Iterator[LearningPlatform]:
    """A learning platform on this machine that the tool does not know yet."""
    settings.PLATFORMS_TO_PRIVATE = True
    platform = LearningPlatform()
    yield platform
    platform.server.stop()


@pytest.fixture
def learning_platform(db: None, unregistered_platform: LearningPlatform) -> LearningPlatform:
    """A learning platform on this machine, registered with its one deployment."""
    unregistered_platform.register()
    return unregistered_platform
