"""What goes wrong between Claimlight and a learning platform. Pure."""

from web.errors import ProblemError


class LtiError(ProblemError, ValueError):
    """Something between Claimlight and a learning platform is wrong. The message says what, and what to do."""

    code = "learning-platform"


class LaunchRefused(LtiError):
    """A launch is not accepted."""

    status = 403
    code = "launch-refused"


class RegistrationError(LtiError):
    """A platform cannot be registered as it is described."""

    code = "bad-registration"


class ServiceError(LtiError):
    """A service of the platform refused a request or did not answer."""

    status = 502
    code = "platform-refused"


class PlatformUnavailable(ServiceError):
    """The platform does not answer, or lets nobody use its services: other requests would fare no better now."""


class CourseNotOpened(LaunchRefused):
    """Nobody who teaches in the course has opened Claimlight there yet, so there is no class."""

    code = "course-not-opened"
