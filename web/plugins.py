"""Finds the plug-ins of a folder: readers, cleaning steps, formats and measures are one file each."""

import importlib
import pkgutil
from typing import Any


def load(package: str) -> dict[str, Any]:
    """One instance of each class with a ``slug`` defined in a module of ``package``, by slug, in ``order``.

    Raises ``ValueError`` when two files claim one slug.
    """
    found: dict[str, Any] = {}
    for info in pkgutil.iter_modules(importlib.import_module(package).__path__):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and "slug" in vars(value):
                slug = vars(value)["slug"]
                if slug in found:
                    raise ValueError(f"{package}: two files claim the slug {slug!r}")
                found[slug] = value()
    return dict(sorted(found.items(), key=lambda item: (getattr(item[1], "order", 0), item[0])))
