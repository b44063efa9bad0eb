"""Finds the plug-ins of a folder: readers, cleaning steps, formats and measures are one file each."""

import importlib
import pkgutil
from typing import Any


def load_plugins(*packages: str) -> dict[str, Any]:
    """One instance of each class with a ``slug`` defined in a module of the ``packages``, by slug, in ``order``.

    Raises ``ValueError`` when two files claim one slug.
    """
    found: dict[str, Any] = {}
    for name in [name for package in packages for name in _modules(package)]:
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and "slug" in vars(value):
                slug = vars(value)["slug"]
                if slug in found:
                    raise ValueError(f"{name}: two files claim the slug {slug!r}")
                found[slug] = value()
    return dict(sorted(found.items(), key=lambda item: (getattr(item[1], "order", 0), item[0])))


def _modules(package: str) -> list[str]:
    found = pkgutil.iter_modules(importlib.import_module(package).__path__)
    return [f"{package}.{info.name}" for info in found if not info.name.startswith("_")]
