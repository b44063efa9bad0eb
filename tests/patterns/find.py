"""Find every regular expression in the production code by reading its syntax tree."""

import ast
import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("annotate", "articles", "config", "lti", "newsroom", "operations", "people", "reports", "web")
ENGINES = ("re", "regex")
CALLS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
# How the engine is asked: at one place, at one place to the end, or at every place.
ONCE = {"match": "match", "fullmatch": "fullmatch"}
MODES = ("match", "fullmatch", "scan")


class Unresolved(Exception):
    """A pattern is not built from constants of its module."""


@dataclass
class Found:
    """A pattern in the sources; ``modes`` says how it is used, as far as the syntax tree shows."""

    path: str
    name: str
    engine: str
    pattern: str | bytes
    flags: int = 0
    modes: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        return f"{self.path} {self.name}"


def in_python() -> list[Found]:
    """Return every pattern of the Python sources; raises ``Unresolved``."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in _sources()}
    uses = _uses(trees)
    return [found for path, tree in trees.items() for found in _of_module(path, tree, uses)]


def in_schemas() -> list[Found]:
    """Return every ``pattern`` of the JSON schemas. They are searched for."""
    return [
        Found(str(path.relative_to(ROOT)), f"{number}", "re", pattern, modes={"scan"})
        for path in sorted(ROOT.glob("reports/formats/*.schema.json"))
        for number, pattern in enumerate(sorted(set(_schema_patterns(json.loads(path.read_text())))))
    ]


def _schema_patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _schema_patterns(item)


def _sources() -> list[Path]:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted([*paths, ROOT / "manage.py"])


def _of_module(path: Path, tree: ast.Module, uses: Mapping[str, set[str]]) -> Iterator[Found]:
    names = {alias.asname or alias.name for node in ast.walk(tree) for alias in _imported(node)}
    if odd := [name for name in names if name.startswith(("re.", "regex."))]:
        raise Unresolved(f"{path}: import re or regex itself, not {odd} from it")
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    numbers: dict[str, Iterator[int]] = {}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and _engine_call(node)):
            continue
        call: Any = node.func
        module = vars(importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
        for pattern, flags in _resolved(path, node, module, parents):
            name = _name(node, parents)
            number = next(numbers.setdefault(name, count()))
            modes = _modes(call.attr, name, uses)
            relative = str(path.relative_to(ROOT))
            yield Found(relative, f"{name}[{number}]", call.value.id, pattern, flags, modes)


def _imported(node: ast.AST) -> Iterator[ast.alias]:
    """Return the aliases of an import; names imported from ``re`` become ``re.…``."""
    if isinstance(node, ast.ImportFrom) and node.module in ENGINES:
        yield from (ast.alias(f"{node.module}.{alias.name}") for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (
            ast.alias(f"{alias.name}.") for alias in node.names if alias.name in ENGINES and alias.asname
        )


def _engine_call(node: ast.Call) -> bool:
    call = node.func
    return (
        isinstance(call, ast.Attribute)
        and isinstance(call.value, ast.Name)
        and call.value.id in ENGINES
        and call.attr in CALLS
    )


def _resolved(
    path: Path, node: ast.Call, module: dict[str, Any], parents: Mapping[ast.AST, ast.AST]
) -> Iterator[tuple[str | bytes, int]]:
    """Yield the pattern and its flags for each iteration of the comprehension around it."""
    flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
    if flags is None and node.func.attr in ("compile", "search", "match", "fullmatch"):  # type: ignore[attr-defined]
        rest = node.args[1:] if node.func.attr == "compile" else node.args[2:]  # type: ignore[attr-defined]
        flags = rest[0] if rest else None
    for bound in _turns(node, module, parents):
        try:
            pattern = _value(node.args[0], module | bound)
            yield pattern, int(_value(flags, module | bound)) if flags else 0
        except NameError as error:
            raise Unresolved(
                f"{path}:{node.lineno}: {error}. Put the pattern together from constants of the module."
            ) from error


def _turns(
    node: ast.Call, module: dict[str, Any], parents: Mapping[ast.AST, ast.AST]
) -> Iterator[dict[str, Any]]:
    around = parents.get(node)
    used = {name.id for name in ast.walk(node.args[0]) if isinstance(name, ast.Name)}
    if (
        isinstance(around, ast.ListComp | ast.GeneratorExp)
        and isinstance(around.generators[0].target, ast.Name)
        and around.generators[0].target.id in used
    ):
        for value in _value(around.generators[0].iter, module):
            yield {around.generators[0].target.id: value}
    else:
        yield {}


def _value(expression: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(expression), "pattern", "eval"), dict(names))


def _name(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> str:
    """Return the constant or the function in which the pattern is."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.Assign) and isinstance(parents[node], ast.Module):
            return ast.unparse(node.targets[0])
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return node.name
    raise AssertionError("a pattern at no place")


def _uses(trees: Mapping[Path, ast.Module]) -> dict[str, set[str]]:
    """Return the methods called on each constant; "" if it is passed on."""
    uses: dict[str, set[str]] = {}
    for tree in trees.values():
        bases = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                bases.add(node.value)
                uses.setdefault(node.value.id, set()).add(node.attr)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in bases:
                uses.setdefault(node.id, set()).add("")
    return uses


def _modes(call: str, name: str, uses: Mapping[str, set[str]]) -> set[str]:
    methods = {call} if call != "compile" else uses.get(name, {""})
    if "" in methods:
        return set(MODES)
    return {ONCE.get(method, "scan") for method in methods}
