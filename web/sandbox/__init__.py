"""Run a named pure function on untrusted data in a limited child process.

The function is called as ``function(file, **arguments)`` with an open binary file and returns a JSON object. It has
little memory and time, no network, no other programs and none of the server's environment. What it returns is read as
JSON and never unpickled, so whoever takes over a child cannot take over the server.
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
