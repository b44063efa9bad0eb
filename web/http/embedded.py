"""The addresses and the cookie of embedded pages: those that a learning platform shows in a frame. Pure."""

# Embedded pages have the site's own paths behind this prefix.
PREFIX = "/embedded"
# The cookie of their session, which is sent below the prefix alone.
COOKIE = "claimlight_embedded"


def is_embedded(path: str) -> bool:
    """Return whether ``path`` is that of an embedded page."""
    return path.startswith("/embedded/")


def without_prefix(path: str) -> str:
    """Return the path that an embedded page has outside of frames; any other ``path`` unchanged."""
    return path.removeprefix(PREFIX) if is_embedded(path) else path


def with_prefix(path: str) -> str:
    """Return the path that the page at ``path`` has in a frame."""
    return PREFIX + path
