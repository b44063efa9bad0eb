"""Gradebooks as Canvas and Moodle export them: what is recognized, and that nothing but the grades changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.gradebook.errors import GradebookError
from reports.gradebook.filling import read_gradebook
from reports.gradebook.matching import propose
from reports.gradebook.platform import Student
from reports.gradebook.platforms import platforms
from reports.gradebook.table import MAX_BYTES, MAX_ROWS, read_table, write_table

CANVAS = (
    b"\xef\xbb\xbfStudent,ID,SIS User ID,SIS Login ID,Section,Essay (4711),Essay 2 (4712),Current Score\r\n"
    b"    Points Possible,,,,,20,10,(read only)\r\n"
    b'"Ruiz, Ana",101,s-1,ana@school.example,8A,15,,75\r\n'
    b'"O\'Neil, Bo",102,s-2,bo@school.example,8A,,7,\r\n'
    b'"Student, Test",103,,x,8A,,,\r\n'
)
MOODLE = (
    "Nombre;Apellido(s);Número de ID;Dirección de correo;Tarea: Noticias (Real);Total del curso (Real)\n"
    "Ana;Ruiz;1;ana@school.example;85,00;85,00\n"
    "Bo;O'Neil;2;bo@school.example;-;-\n"
).encode()
BOM = b"\xef\xbb\xbf"
WORKSHEET = (
    b"Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed\n"
    b"Participant 7,Ana Ruiz,ana@school.example,Submitted,,50.00,Yes\n"
    b"Participant 8,Bo O'Neil,bo@school.example,,12.00,50.00,No\n"
)


@pytest.mark.parametrize(
    ("data", "slug"), [(CANVAS, "canvas"), (MOODLE, "moodle"), (WORKSHEET, "moodle-worksheet")]
)
def test_each_platform_is_recognized(data: bytes, slug: str) -> None:
    gradebook = read_gradebook(data)
    assert gradebook.platform.slug == slug
    assert [student.name for student in gradebook.students][:2] == ["Ana Ruiz", "Bo O'Neil"]


def test_a_canvas_column_is_filled_and_all_else_stays() -> None:
    gradebook = read_gradebook(CANVAS)
    assert [(one.title, one.points) for one in gradebook.columns] == [
        ("Essay (4711)", 20),
        ("Essay 2 (4712)", 10),
    ]
    table = gradebook.platform.fill(gradebook.table, gradebook.columns[1], {2: 0.825}, 10)
    assert write_table(table) == CANVAS.replace(b"8A,15,,75", b"8A,15,8.25,75")


def test_a_new_canvas_column_has_no_id_and_says_its_points() -> None:
    gradebook = read_gradebook(CANVAS)
    table, column = gradebook.platform.add_column(gradebook.table, "=The four tags", 100)
    rows = read_table(write_table(gradebook.platform.fill(table, column, {3: 1.0}, 100))).rows
    assert [row[5] for row in rows] == ["'=The four tags", "100", "", "100.00", ""]
    assert [row[6] for row in rows] == ["Essay (4711)", "20", "15", "", ""]


def test_moodle_keeps_its_decimal_sign_and_delimiter() -> None:
    gradebook = read_gradebook(MOODLE)
    assert [one.title for one in gradebook.columns] == ["Tarea: Noticias (Real)"]
    table = gradebook.platform.fill(gradebook.table, gradebook.columns[0], {2: 0.5}, 100)
    assert write_table(table).decode() == MOODLE.decode().replace(
        "bo@school.example;-;", "bo@school.example;50,00;"
    )


def test_a_worksheet_counts_out_of_its_maximum_and_leaves_what_cannot_be_changed() -> None:
    gradebook = read_gradebook(WORKSHEET)
    table = gradebook.platform.fill(gradebook.table, gradebook.columns[0], {1: 0.5, 2: 0.9}, 100)
    assert write_table(table) == WORKSHEET.replace(b"Submitted,,50.00", b"Submitted,25.00,50.00")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"a,b\n1,2\n", b"Student,ID,Section\n", b"\xff\xfe\x00", b"a\0b", b"PK\x03\x04 xlsx",
        b"x" * (MAX_BYTES + 1), b"Student,ID,Section\n" + b"a,1,b\n" * MAX_ROWS, b"a," * 2000 + b"\n",
        b'Student,ID,Section\n"' + b"a" * 200_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_gradebook_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(GradebookError) as error:
        read_gradebook(data)
    assert str(error.value)


words = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8)
cells = st.lists(words, min_size=2, max_size=5)


@given(st.lists(cells, min_size=1, max_size=6), st.booleans())
def test_a_table_is_written_as_it_was_read(rows: list[list[str]], bom: bool) -> None:
    rows[0] = ["Student", "ID", *rows[0]]
    table = read_table((BOM if bom else b"") + b"Student,ID\n1,2\n")
    assert write_table(table) == (BOM if bom else b"") + b"Student,ID\n1,2\n"
    written = replace(table, rows=tuple(map(tuple, rows)))
    assert read_table(write_table(written)).rows == written.rows


@given(
    st.sampled_from(sorted(platforms())),
    st.dictionaries(st.integers(1, 5), st.floats(0, 1)),
    st.text(max_size=20),
)
def test_only_the_chosen_column_changes(slug: str, shares: dict[int, float], title: str) -> None:
    gradebook = read_gradebook({"canvas": CANVAS, "moodle": MOODLE, "moodle-worksheet": WORKSHEET}[slug])
    rows = {student.row for student in gradebook.students}
    column = gradebook.columns[0]
    table = gradebook.platform.fill(
        gradebook.table, column, {row: share for row, share in shares.items() if row in rows}, 100
    )
    for before, after in zip(gradebook.table.rows, table.rows, strict=True):
        assert before[: column.index] == after[: column.index]
        assert before[column.index + 1 :] == after[column.index + 1 :]


@pytest.mark.parametrize(
    ("nickname", "matched"),
    [
        ("ana ruiz", True), ("Ruiz Ana", True), ("Ána", True), ("Ana R.", True), ("ana r", True),
        ("Ana Gómez", False), ("Bo", False), ("R", False), ("", False),
    ],
)  # fmt: skip
def test_a_nickname_is_matched_where_it_leaves_no_doubt(nickname: str, matched: bool) -> None:
    students = [Student(1, "a", "Ana Ruiz"), Student(2, "b", "Carl Ruiz")]
    assert propose(students, {7: nickname}) == ({1: 7} if matched else {})


def test_a_name_that_two_share_is_nobodys() -> None:
    students = [Student(1, "a", "Ana Ruiz"), Student(2, "b", "Ana Gil")]
    assert propose(students, {7: "Ana"}) == {}
    assert propose(students, {7: "Ana", 8: "Ana G"}) == {2: 8, 1: 7}


@given(st.lists(st.text("ab ", max_size=6), max_size=6), st.lists(st.text("ab ", max_size=6), max_size=6))
def test_nobody_is_proposed_twice(students: list[str], members: list[str]) -> None:
    proposal = propose(
        [Student(row, str(row), name) for row, name in enumerate(students)], dict(enumerate(members))
    )
    assert len(set(proposal.values())) == len(proposal)
