"""Run a named pure function on untrusted data in a limited child process.

The function is called as ``function(file, **arguments)`` with an open binary file and returns a JSON object. It has
little memory and time, no network, cannot start programs, and sees none of the server's environment. Its result is
read as JSON and never unpickled, so somebody who takes over a child cannot take over the server. Pure.
"""

from web.sandbox.errors import SandboxBusy, SandboxCrashed, SandboxError, SandboxOutOfMemory, SandboxTimeout
from web.sandbox.limits import Limits
from web.sandbox.pool import Sandbox

__all__ = [
    "Limits",
    "Sandbox",
    "SandboxBusy",
    "SandboxCrashed",
    "SandboxError",
    "SandboxOutOfMemory",
    "SandboxTimeout",
]
