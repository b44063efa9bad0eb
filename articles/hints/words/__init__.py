"""The word lists: one folder per language with one TOML file per list."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word or phrase that a team wants to be hinted at as loaded, with a neutral wording or ""."""

    word: str
    neutral: str = ""


@cache
def word_list(language: str, name: str) -> dict[str, Any]:
    """Return the content of ``<language>/<name>.toml``."""
    return tomllib.loads((FOLDER / language / f"{name}.toml").read_text(encoding="utf-8"))
