"""Every regular expression of the Python sources takes linear time on the worst texts.

This is the only timed test. It compares processor times, the best of five, and only if they are not tiny.
"""

import json
from pathlib import Path

import pytest

from tests.patterns.find import Found, in_python, in_schemas
from web.sandbox import Limits, Sandbox, SandboxTimeout

LISTED = (Path(__file__).parent / "listed.txt").read_text().split("\n")[:-1]
SANDBOX = Sandbox()
SECONDS = 60
# Enough for what is known to be slow, and would not end.
FEW = 2


@pytest.fixture(scope="module")
def patterns() -> dict[str, Found]:
    """All patterns by key. They are looked for here, and not when each worker collects the tests."""
    return {found.key: found for found in [*in_python(), *in_schemas()]}


def test_every_pattern_is_listed(patterns: dict[str, Found]) -> None:
    """For a new pattern, think of the longest text it may be used on, then add it to the list."""
    assert sorted(patterns) == LISTED, (
        "put new patterns on tests/patterns/listed.txt, and take old ones off it"
    )


@pytest.mark.parametrize("key", LISTED)
def test_a_text_of_twice_the_length_takes_twice_as_long(patterns: dict[str, Found], key: str) -> None:
    found = patterns[key]
    assert slowest(found.engine, found.pattern, found.flags, found.modes) == {}


@pytest.mark.parametrize(
    "engine_and_pattern",
    [
        ("re", rb"<(?!(?:br|hr)\b)([a-z][\w:-]*)([^<>]*)/>", "scan"),
        ("regex", r"\s*(?:[,;&]|\b(?:and|y|e)\b)\s*", "scan"),
        ("re", r"(?:a|a)*b", "match"),
        ("re", r"<a[^>]*>", "scan"),
    ],
    ids=str,
)
def test_a_slow_pattern_is_found(engine_and_pattern: tuple[str, str | bytes, str]) -> None:
    engine, pattern, mode = engine_and_pattern
    assert slowest(engine, pattern, 0, {mode}, FEW)


def slowest(
    engine: str, pattern: str | bytes, flags: int, modes: set[str], seconds: int = SECONDS
) -> dict[str, object]:
    """Return a text on which the pattern is slow, if there is one; measured in a process that can be killed."""
    is_bytes = isinstance(pattern, bytes)
    given = {
        "engine": engine, "pattern": pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern,
        "bytes": is_bytes, "flags": flags, "modes": sorted(modes),
    }  # fmt: skip
    data = json.dumps(given).encode()
    try:
        return SANDBOX.run("tests.patterns.measure:measure", data, limits=Limits(seconds=seconds), wait=120)
    except SandboxTimeout:
        return {"seconds": seconds}
