"""What a platform knows of its tool."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """The addresses of a registered tool."""

    login_url: str
    launch_url: str
    keys_url: str
    redirect_uris: Sequence[str]


def tool_at(address: str) -> Tool:
    """Return Claimlight at ``address``."""
    launch_url = f"{address}/lti/launch/"
    return Tool(f"{address}/lti/login/", launch_url, f"{address}/lti/keys/", [launch_url])
