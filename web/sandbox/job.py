"""A job: which function to call, with which arguments and limits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from web.sandbox.limits import Limits

# A job is one message; larger arguments belong into the file that the function reads.
MAX_BYTES = 4096
# The last line of a generator's output, and of any output if memory ran out.
COMPLETE = b'{"complete": true}'
OUT_OF_MEMORY = b'{"out_of_memory": true}'


@dataclass(frozen=True, slots=True)
class Job:
    """``function`` is written as ``"dotted.module:name"``; ``arguments`` are JSON values."""

    function: str
    arguments: Mapping[str, Any]
    limits: Limits

    def to_bytes(self) -> bytes:
        """Return the job as JSON; ``from_bytes`` reads it back. Raise ``ValueError`` if it is too large."""
        data = json.dumps([self.function, dict(self.arguments), asdict(self.limits)]).encode()
        if len(data) > MAX_BYTES:
            raise ValueError(f"The arguments of {self.function} are too large: pass them in the file.")
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return the job that ``to_bytes`` wrote."""
        function, arguments, limits = json.loads(data)
        return cls(function, arguments, Limits(**limits))
