"""Canvas: *Grades → Export → Export entire gradebook*, and *Import* there.

Assignments have their id in the heading; a heading without one makes a new assignment. A row "Points Possible" below
the heading says how many points each takes, or that a column is read only.
See https://community.canvaslms.com/ "How do I import grades in the Gradebook?".
"""

from collections.abc import Mapping

from reports.gradebook.platform import Column, Student, cell, find, grade, heading, number
from reports.gradebook.table import Table

POINTS = "points possible"
READ_ONLY = "(read only)"


class Canvas:
    """The gradebook of a Canvas course."""

    slug = "canvas"
    title = "Canvas"
    adds_columns = True
    order = 1

    def recognizes(self, table: Table) -> bool:
        """Return whether the heading is that of Canvas, which is in English in every language."""
        return {"student", "id", "section"} <= {title.strip().casefold() for title in table.header}

    def students(self, table: Table) -> list[Student]:
        """Return the people; "Last, First" becomes "First Last"."""
        name, key = find(table.header, ["Student"]), find(table.header, ["ID"])
        return [
            Student(row, cell(cells, key), _name(cell(cells, name)))
            for row, cells in enumerate(table.rows[1:], 1)
            if cell(cells, key) and number(cell(cells, key))
        ]

    def columns(self, table: Table) -> list[Column]:
        """Return the assignments, which have an id in parentheses."""
        points = self._points_row(table)
        cells = table.rows[points] if points else ()
        return [
            Column(index, title.strip(), number(cell(cells, index)))
            for index, title in enumerate(table.header)
            if _has_id(title) and cell(cells, index) != READ_ONLY
        ]

    def fill(self, table: Table, column: Column, shares: Mapping[int, float], points: float) -> Table:
        """Return the table with the grades."""
        return table.with_cells(column.index, {row: grade(share, points) for row, share in shares.items()})

    def add_column(self, table: Table, title: str, points: float) -> tuple[Table, Column]:
        """Return the table with a new assignment after the last column that is about people."""
        section = find(table.header, ["Section"]) or 0
        column = Column(section + 1, heading(title), points)
        table = table.with_column(column.index, column.title)
        row = self._points_row(table)
        return (table.with_cells(column.index, {row: f"{points:g}"}) if row else table), column

    def _points_row(self, table: Table) -> int | None:
        return next(
            (row for row, cells in enumerate(table.rows[:4]) if cell(cells, 0).casefold() == POINTS), None
        )


def _name(text: str) -> str:
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else text


def _has_id(title: str) -> bool:
    """Return whether a heading ends in "(12345)"."""
    title = title.strip()
    return title.endswith(")") and title[title.rfind("(") + 1 : -1].isdecimal()
