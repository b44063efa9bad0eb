"""One file a target: ``tried(data)`` raises where a law is broken; ``seeds()`` are good inputs to begin with."""

from collections.abc import Callable, Iterator
from importlib import import_module


def target_of(name: str) -> tuple[Callable[[bytes], None], Callable[[], Iterator[bytes]]]:
    """Its two functions."""
    module = import_module(f"tests.fuzz.targets.{name}")
    return module.tried, module.seeds
