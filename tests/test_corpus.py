"""What fuzzing has found and learned is tried anew: ``make fuzz`` looks for more."""

from pathlib import Path

import pytest

from tests.fuzz.targets import target_of

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
TARGETS = sorted(path.name for path in CORPUS.iterdir())


@pytest.mark.parametrize("target", TARGETS)
def test_what_fuzzing_learned_holds(target: str) -> None:
    tried, _seeds = target_of(target)
    inputs = sorted((CORPUS / target).iterdir())
    assert inputs
    for path in inputs:
        tried(path.read_bytes())
