"""Why a report cannot be published."""

from web.errors import ProblemError


class PublishingError(ProblemError):
    """The report cannot be published as asked. The message says why."""

    status = 422
    code = "not-published"
