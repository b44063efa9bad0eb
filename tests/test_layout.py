"""Forms are defined in form modules, and only URL configurations import view modules."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django import forms
from django.utils.module_loading import import_string

ROOT = Path(__file__).parent.parent
APPS = ("people", "articles", "annotate", "reports", "campaigns", "newsroom", "lti", "operations")


def _modules() -> list[Path]:
    return [path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py")]


def _is_view_module(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in APPS and any(
        part == "views" or part.endswith("_views") for part in name.split(".")
    )


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_urls_import_view_modules() -> None:
    importers = {
        str(path)
        for path in _modules()
        if path.name not in ("urls.py", "api_urls.py")
        and any(_is_view_module(name) for name in _imported(path))
    }
    assert not importers


def test_forms_are_defined_in_form_modules() -> None:
    forms_elsewhere = set()
    for path in _modules():
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.bases and not path.stem.endswith("forms"):
                cls = import_string(f"{'.'.join(path.with_suffix('').parts)}.{node.name}")
                if issubclass(cls, forms.BaseForm):
                    forms_elsewhere.add(f"{path}: {node.name}")
    assert not forms_elsewhere
