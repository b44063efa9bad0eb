"""Moodle: the grading worksheet of one assignment (*Download grading worksheet*, *Upload grading worksheet*).

See https://docs.moodle.org/en/Assignment_settings, "Offline grading worksheet".
"""

from collections.abc import Mapping

from reports.gradebook.platform import Column, Student, cell, find, fold, grade, number
from reports.gradebook.table import Table

IDENTIFIER = ["Identifier", "Identificador"]
FULL_NAME = ["Full name", "Nombre completo", "Nombre completo del usuario"]
GRADE = ["Grade", "Calificación"]
MAXIMUM = ["Maximum grade", "Calificación máxima"]
CHANGEABLE = ["Grade can be changed", "La calificación puede ser cambiada", "La calificación puede cambiarse"]
DEFAULT_POINTS = 100.0


class MoodleWorksheet:
    """The grading worksheet of a Moodle assignment."""

    slug = "moodle-worksheet"
    title = "Moodle (grading worksheet)"
    adds_columns = False
    order = 3

    def recognizes(self, table: Table) -> bool:
        """Return whether there are an identifier and a grade."""
        return find(table.header, IDENTIFIER) is not None and find(table.header, GRADE) is not None

    def students(self, table: Table) -> list[Student]:
        """Return the people; in an anonymous assignment they have no name."""
        key, name = find(table.header, IDENTIFIER), find(table.header, FULL_NAME)
        return [
            Student(row, cell(cells, key), cell(cells, name) or cell(cells, key))
            for row, cells in enumerate(table.rows[1:], 1)
            if cell(cells, key)
        ]

    def columns(self, table: Table) -> list[Column]:
        """Return the one column of grades, with the maximum of the first person."""
        index = find(table.header, GRADE)
        maximum = find(table.header, MAXIMUM)
        points = next(filter(None, (number(cell(cells, maximum)) for cells in table.rows[1:])), None)
        return [] if index is None else [Column(index, table.header[index].strip(), points or DEFAULT_POINTS)]

    def fill(self, table: Table, column: Column, shares: Mapping[int, float], points: float) -> Table:
        """Return the table with the grades of those whose grade can be changed, each out of their own maximum."""
        maximum, changeable = find(table.header, MAXIMUM), find(table.header, CHANGEABLE)
        comma = any("," in cell(cells, maximum) for cells in table.rows[1:])
        cells = {
            row: grade(share, number(cell(table.rows[row], maximum)) or points, comma)
            for row, share in shares.items()
            if fold(cell(table.rows[row], changeable)) != "no"
        }
        return table.with_cells(column.index, cells)

    def add_column(self, table: Table, title: str, points: float) -> tuple[Table, Column]:
        """Return the column that there is: a worksheet takes no other."""
        return table, self.columns(table)[0]
