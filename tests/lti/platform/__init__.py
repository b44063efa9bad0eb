"""A learning platform for tests, from the specifications and without the library that Claimlight uses for tokens."""

from tests.lti.platform import login, pages, services, signing_in
from tests.lti.platform.learning_platform import LearningPlatform

# Their routes are what a platform serves.
__all__ = ["LearningPlatform", "login", "pages", "services", "signing_in"]
