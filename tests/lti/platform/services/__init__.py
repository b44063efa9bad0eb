"""What a platform offers to tools: access tokens, rosters, gradebooks, and registration."""

from tests.lti.platform.services import access_tokens, line_items, memberships, registration, scores

# Their routes are what a platform serves.
__all__ = ["access_tokens", "line_items", "memberships", "registration", "scores"]
