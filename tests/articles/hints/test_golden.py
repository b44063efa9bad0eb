"""A change of the rules shows in the hints of two articles."""

import pytest

from tests.articles.hints.golden import FOLDER, hint_files


@pytest.mark.parametrize("name", sorted(hint_files()))
def test_the_hints_are_those_of_the_golden_file(name: str) -> None:
    golden = (FOLDER / name).read_text(encoding="utf-8")
    assert hint_files()[name] == golden, "run python -m tests.update_golden, and review what changed"
