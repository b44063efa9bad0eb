"""What a learning platform's gradebook is to us. Pure.

One module in ``platforms/`` is one kind of file; adding a module adds a platform.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from reports.gradebook.table import Table
from web.csv_safety import escape_formula


@dataclass(frozen=True, slots=True)
class Student:
    """A person in a gradebook: the number of their row, what tells them apart there, and their name."""

    row: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column for grades; ``points`` is the most that it takes, None if the file does not say."""

    index: int
    title: str
    points: float | None = None


class Platform(Protocol):
    """One kind of gradebook."""

    slug: str
    title: str
    # Whether a column can be added, which the platform takes for a new grade.
    adds_columns: bool

    def recognizes(self, table: Table) -> bool:
        """Return whether the table is such a gradebook."""

    def students(self, table: Table) -> list[Student]:
        """Return the people in it."""

    def columns(self, table: Table) -> list[Column]:
        """Return the columns that can be filled in."""

    def fill(self, table: Table, column: Column, shares: Mapping[int, float], points: float) -> Table:
        """Return the table with ``points`` times each share (0..1), by number of the row, in the column."""

    def add_column(self, table: Table, title: str, points: float) -> tuple[Table, Column]:
        """Return the table with a new column, and that column."""


def fold(text: str) -> str:
    """Return a text without case, accents and outer white space, for comparing headings and names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).strip()


def find(header: Iterable[str], names: Iterable[str]) -> int | None:
    """Return the number of the first column with one of these headings, in any case; None without one."""
    folded_names = set(map(fold, names))
    return next((number for number, title in enumerate(header) if fold(title) in folded_names), None)


def cell(row: tuple[str, ...], column: int | None) -> str:
    """Return a cell without outer white space, "" where the row is too short or there is no such column."""
    return row[column].strip() if column is not None and column < len(row) else ""


def grade(share: float, points: float, comma: bool = False) -> str:
    """Return a grade with two decimals, with a decimal comma where the file has them."""
    number = f"{share * points:.2f}"
    return number.replace(".", ",") if comma else number


def number(text: str) -> float | None:
    """Return the number in a cell, with a decimal point or comma; None if there is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < 1_000_000 else None


def heading(title: str) -> str:
    """Return a title as a heading that no spreadsheet takes for a formula."""
    return str(escape_formula(" ".join(title.split())[:200]))
