"""What the tests of launches share."""

import pytest

from tests.lti.launching.launches import School, open_school
from tests.lti.platform import LearningPlatform


@pytest.fixture
def school(learning_platform: LearningPlatform) -> School:
    """The test platform with one course, which its teacher has opened."""
    return open_school(learning_platform)
