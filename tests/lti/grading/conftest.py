"""The course of the tests of grades."""

import pytest

from tests.lti.grading.school import School, build_school
from tests.lti.platform import LearningPlatform
from tests.world import World


@pytest.fixture
def school(world: World, learning_platform: LearningPlatform) -> School:
    """A course whose exercise is graded."""
    return build_school(world, learning_platform)
