"""Why nothing can be released or revealed now."""

from web.errors import ProblemError


class NothingToRelease(ProblemError):
    """No article is ready for what somebody asked."""

    status = 409
    code = "nothing-to-release"


class StillReleasing(ProblemError):
    """Articles are being released or revealed already."""

    status = 409
    code = "still-releasing"
