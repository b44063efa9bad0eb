"""Targets: ``check(data)`` raises if a property is violated; ``seeds()`` yields good inputs to start with."""

from collections.abc import Callable, Iterator
from importlib import import_module


def target_of(name: str) -> tuple[Callable[[bytes], None], Callable[[], Iterator[bytes]]]:
    """Return the two functions of a target."""
    module = import_module(f"tests.fuzz.targets.{name}")
    return module.check, module.seeds
