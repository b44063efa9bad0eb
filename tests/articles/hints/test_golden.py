"""A change of the rules shows in the hints of two articles."""

import pytest

from tests.articles.hints.golden import ARTICLES, FOLDER, readable_hints


@pytest.mark.parametrize("name", ARTICLES)
def test_the_hints_are_those_of_the_golden_file(name: str) -> None:
    golden = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found = readable_hints(ARTICLES[name], name.rpartition(".")[2])
    assert found == golden, "run python -m tests.update_golden, and review what changed"
