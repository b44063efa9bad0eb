"""The plan as CSV."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.setup.plan_csv import MAX_BYTES, MAX_PROBLEMS, read_plan, write_plan

ARTICLES = {7: "The ferry", 8: "The bridge", 9: "The bridge"}
PEOPLE = {1: "Ana", 2: "=Bo", 3: "Cleo", 4: "Cleo"}
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n#"), min_size=1, max_size=12).filter(
    lambda name: name == name.strip() and not name.startswith("'")
)


def read(text: str) -> tuple[dict[int, set[int]], list[tuple[int, str]]]:
    """Return the plan and the problems of a file."""
    file = read_plan(text.encode(), ARTICLES, PEOPLE)
    return file.plan, [(problem.line, str(problem.message)) for problem in file.problems]


@given(
    st.dictionaries(st.integers(1, 10**9), NAMES, min_size=1, max_size=4),
    st.dictionaries(st.integers(1, 10**9), NAMES, min_size=1, max_size=4),
    st.data(),
)
def test_what_is_written_is_read_again(
    articles: dict[int, str], people: dict[int, str], data: st.DataObject
) -> None:
    pairs = [(article, person) for article in articles for person in people]
    planned = data.draw(st.sets(st.sampled_from(pairs)))
    people = {key: name for key, name in people.items() if name.lower() not in ("title", "person")} or {
        1: "Ana"
    }
    planned = {pair for pair in planned if pair[1] in people}
    file = read_plan(write_plan(articles, people, planned).encode(), articles, people)
    assert file.problems == []
    assert {(article, person) for article, found in file.plan.items() for person in found} == planned
    assert file.plan.keys() == articles.keys()


def test_spreadsheets_run_no_name_as_a_formula() -> None:
    header = write_plan(ARTICLES, PEOPLE, {(7, 2)}).splitlines()[0]
    assert header == "article,title,Ana,'=Bo,Cleo #3,Cleo #4"


def test_a_row_an_article_and_a_column_a_person() -> None:
    assert read("article;title;Ana;Cleo #4\n7;;x;\nThe ferry;;;1\n8;;no;Sí\n") == ({7: {1, 4}, 8: {4}}, [])


def test_a_row_for_each_pair() -> None:
    assert read("Article,Person\n7,ana\n\n8,#3\n7,=Bo\n") == ({7: {1, 2}, 8: {3}}, [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "The first column must be called “article”"),
        ("name,Ana\n7,x\n", 1, "The first column must be called “article”"),
        ("article,Dora\n7,x\n", 1, "Nobody in this campaign is called “Dora”."),
        ("article,Cleo\n7,x\n", 1, "Several people are called “Cleo”."),
        ("article,Ana,Ana\n7,x,x\n", 1, "There are two columns for “Ana”."),
        ("article,Ana\n7,x\n55,x\n", 3, "There is no article “55” in this campaign."),
        ("article,Ana\nThe bridge,x\n", 2, "Several articles are called “The bridge”."),
        ("article,Ana\n7,perhaps\n", 2, "“perhaps” in the column “Ana”"),
        ("article,person\n7,\n", 2, "Nobody in this campaign is called “”."),
    ],
)
def test_mistakes_are_named_by_line(text: str, line: int, message: str) -> None:
    _plan, problems = read(text)
    assert problems[0][0] == line
    assert message in problems[0][1]


def test_no_more_mistakes_are_listed_than_anybody_reads() -> None:
    assert len(read("article,person\n" + "55,Ana\n" * 500)[1]) == MAX_PROBLEMS


def test_a_file_that_is_no_text_is_refused() -> None:
    assert "not a CSV file" in read_plan(b"\xff\xfe\x00", ARTICLES, PEOPLE).problems[0].message


def test_files_that_are_too_large_or_too_wide_are_refused() -> None:
    assert "larger than 5 MB" in read("article,Ana\n" + "x" * MAX_BYTES)[1][0][1]
    assert "more than 1,000 columns" in read("article" + ",Ana" * 2_000)[1][0][1]
