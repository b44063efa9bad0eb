"""The reasons why a sandboxed function returned nothing."""


class SandboxError(Exception):
    """Base class of everything ``Sandbox.run`` raises."""


class SandboxBusy(SandboxError):
    """All processors stayed busy with other sandboxed functions, or no process could be started; try again later."""


class SandboxTimeout(SandboxError):
    """The function used up its time."""


class SandboxOutOfMemory(SandboxError):
    """The function needed more memory than its limit."""


class SandboxCrashed(SandboxError):
    """The function raised an exception, its process died, or its output was not a JSON object."""
