"""Pages of the platform in a browser: courses, links in frames, choosing links, and the gradebook."""

from tests.lti.platform.pages import course, deep_links, frames, gradebook

# Their routes are what a platform serves.
__all__ = ["course", "deep_links", "frames", "gradebook"]
