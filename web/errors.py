"""Base classes for errors that carry their own HTTP status and code. Pure."""

from typing import Any


class ProblemError(Exception):
    """An error that the API answers with an RFC 9457 problem document.

    Its first argument says what is wrong and what to do: a ``Message``, or text in the language of the request.
    ``code`` is the last part of the problem's type.
    """

    status = 422
    code: str

    @property
    def detail(self) -> Any:
        """Return the explanation for a person, not yet translated."""
        return self.args[0] if self.args else ""

    def extensions(self) -> dict[str, Any]:
        """Return the extension members of the problem document."""
        return {}

    def headers(self) -> dict[str, str]:
        """Return the headers of the response."""
        return {}


class ServiceUnavailable(Exception):
    """The site runs but cannot do this at the moment (503). The message says what to do instead."""
