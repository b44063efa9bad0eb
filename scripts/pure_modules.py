"""Print the pure modules as options for mypy. Their list is the import-linter's contract in pyproject.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = "Pure modules never import Django"


def pure_modules() -> list[str]:
    """Return the names of the modules and packages that never import Django."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    return next(contract["source_modules"] for contract in contracts if contract["name"] == CONTRACT)


def mypy_options() -> list[str]:
    """Return ``-p`` for each package and ``-m`` for each module."""
    return [
        option
        for name in pure_modules()
        for option in ("-p" if (ROOT / name.replace(".", "/")).is_dir() else "-m", name)
    ]


if __name__ == "__main__":
    print(*mypy_options())
