"""Load plug-ins: the readers, cleaning steps, formats, measures and checks that are one module each in a package."""

import importlib
import pkgutil
from typing import Any


def load_plugins(*packages: str) -> dict[str, Any]:
    """Return one instance of each class with a ``slug`` in the ``packages``' modules, by slug, sorted by ``order``.

    Modules whose name starts with an underscore are left out. Raise ``ValueError`` if two classes share a slug.
    """
    plugins: dict[str, Any] = {}
    for name in [name for package in packages for name in _modules(package)]:
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and "slug" in vars(value):
                slug = vars(value)["slug"]
                if slug in plugins:
                    raise ValueError(f"{name}: two files claim the slug {slug!r}")
                plugins[slug] = value()
    return dict(sorted(plugins.items(), key=lambda item: (getattr(item[1], "order", 0), item[0])))


def _modules(package: str) -> list[str]:
    modules = pkgutil.iter_modules(importlib.import_module(package).__path__)
    return [f"{package}.{info.name}" for info in modules if not info.name.startswith("_")]
