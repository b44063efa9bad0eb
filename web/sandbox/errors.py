"""Why a sandboxed function returned nothing."""


class SandboxError(Exception):
    """Base class of everything ``Sandbox.run`` raises."""


class SandboxBusy(SandboxError):
    """All processors stayed in use by other sandboxed functions, or no process could start; try again later."""


class SandboxTimeout(SandboxError):
    """The function used up its seconds."""


class SandboxOutOfMemory(SandboxError):
    """The function needed more memory than its limit."""


class SandboxCrashed(SandboxError):
    """The function raised an exception, its process died, or its answer was not a JSON object."""
