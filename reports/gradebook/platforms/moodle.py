"""Moodle: *Grades → Export → Plain text file*, and *Import → CSV file* there.

Headings are in the language of the course; numbers have its decimal sign. See
https://docs.moodle.org/en/Grade_import.
"""

from collections.abc import Mapping

from reports.gradebook.platform import Column, Student, cell, find, fold, grade, heading
from reports.gradebook.table import Table

FIRST = ["First name", "Nombre"]
LAST = ["Last name", "Surname", "Apellido(s)", "Apellidos"]
EMAIL = ["Email address", "Dirección de correo", "Dirección Email", "Correo electrónico"]
NUMBER = ["ID number", "Número de ID", "Número ID"]
# How headings of grades end: the kind of the value.
REAL = "(real)"


class Moodle:
    """The grades of a Moodle course."""

    slug = "moodle"
    title = "Moodle"
    adds_columns = True
    order = 2

    def recognizes(self, table: Table) -> bool:
        """Return whether there are names and something that tells people apart."""
        header = table.header
        key = find(header, EMAIL) if find(header, EMAIL) is not None else find(header, NUMBER)
        return key is not None and find(header, FIRST) is not None and find(header, LAST) is not None

    def students(self, table: Table) -> list[Student]:
        """Return the people, told apart by their e-mail address, or else by their ID number."""
        first, last = find(table.header, FIRST), find(table.header, LAST)
        keys = [find(table.header, EMAIL), find(table.header, NUMBER)]
        return [
            Student(row, key, f"{cell(cells, first)} {cell(cells, last)}".strip())
            for row, cells in enumerate(table.rows[1:], 1)
            if (key := next(filter(None, (cell(cells, column) for column in keys)), ""))
        ]

    def columns(self, table: Table) -> list[Column]:
        """Return the columns of grades as numbers, but not their sum."""
        return [
            Column(index, title.strip())
            for index, title in enumerate(table.header)
            if fold(title).endswith(REAL) and ":" in title
        ]

    def fill(self, table: Table, column: Column, shares: Mapping[int, float], points: float) -> Table:
        """Return the table with the grades, written as the others in the file."""
        comma = any(
            "," in cell(cells, other.index) for other in self.columns(table) for cells in table.rows[1:]
        )
        cells = {row: grade(share, points, comma) for row, share in shares.items()}
        return table.with_cells(column.index, cells)

    def add_column(self, table: Table, title: str, points: float) -> tuple[Table, Column]:
        """Return the table with a new last column, which Moodle can take for a new grade item."""
        column = Column(len(table.header), heading(title), points)
        return table.with_column(column.index, column.title), column
