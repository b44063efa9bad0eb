"""Inputs that fuzzing has found are tested every time; ``make fuzz`` searches for more."""

from pathlib import Path

import pytest

from tests.fuzz.targets import target_of

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
TARGETS = sorted(path.name for path in CORPUS.iterdir())


@pytest.mark.parametrize("target", TARGETS)
def test_what_fuzzing_learned_holds(target: str) -> None:
    check, _seeds = target_of(target)
    inputs = sorted((CORPUS / target).iterdir())
    assert inputs
    for path in inputs:
        check(path.read_bytes())
