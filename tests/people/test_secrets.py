"""Secrets that are checked without a rate limit are too long to be guessed."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("web", "people", "articles", "annotate", "reports", "operations", "config")
BYTES = 16
# Ids that give no access, and codes that people type, for which wrong attempts are counted.
SHORT = {
    "annotate/groups/actions.py: secrets.randbits(32)",  # no secret: where a shuffle begins
    "annotate/webhooks/actions.py: secrets.token_hex(8)",  # the id of a ping
    "people/adapters.py: token_hex(12)",  # tells browsers apart, in a signed cookie
    "people/join_codes.py: secrets.choice(ALPHABET)",  # tests/people/test_code_guessing.py
    "annotate/demo/__init__.py: secrets.choice(WORDS)",  # the password of the example on one's own machine
    "annotate/demo/__init__.py: secrets.randbelow(9000)",
}


def short_secrets() -> Iterator[str]:
    """Yield each call of ``secrets`` for fewer bytes, or without a number."""
    for path in (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ours = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "secrets"
            for alias in node.names
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = ast.unparse(call.func)
            if (name.startswith("secrets.") or name in ours) and not long_enough(name, call):
                yield f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(call)}"


def long_enough(name: str, call: ast.Call) -> bool:
    if "token_" not in name:
        return "compare_digest" in name
    # Python's own default is 32.
    return not call.args or (isinstance(call.args[0], ast.Constant) and call.args[0].value >= BYTES)


def test_no_secret_is_short_that_is_not_counted() -> None:
    assert set(short_secrets()) == SHORT


def test_nothing_else_makes_secrets() -> None:
    """Neither Django's helper nor predictable ids are used."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "get_random_string" not in text, path
            assert "uuid1" not in text, path
