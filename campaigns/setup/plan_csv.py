"""The plan of a campaign as a CSV file, one row an article and one column a person, or one row for each pair. Pure."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from web.csv_safety import escape_formula
from web.i18n.lazy_message import Message
from web.text.folding import fold

MAX_BYTES = 5_000_000
MAX_COLUMNS = 1_000
# Problems that are listed; those beyond are left out.
MAX_PROBLEMS = 100
DELIMITERS = (",", ";", "\t")
ARTICLE, TITLE, PERSON = "article", "title", "person"
PLANNED = "x"
YES = {"x", "1", "yes", "y", "true", "sí", "si", "✓"}
NO = {"", "0", "no", "n", "false", "-", "–"}

TOO_LARGE = Message("This file is larger than {megabytes} MB.")
NOT_CSV = Message("This file is not a CSV file in UTF-8.")
NO_HEADING = Message("The first line names the columns. The first column must be called “article”.")
TOO_WIDE = Message("This file has more than {most} columns.")
NO_PERSON = Message("Nobody in this campaign is called “{name}”.")
SAME_NAME = Message(
    "Several people are called “{name}”. Write “{name} #” and their number, as in the file you can download."
)
TWICE = Message("There are two columns for “{name}”.")
NO_ARTICLE = Message("There is no article “{name}” in this campaign.")
SAME_TITLE = Message(
    "Several articles are called “{name}”. Write their number instead, as in the file you can download."
)
NO_MARK = Message("“{value}” in the column “{name}”: write x, or leave it empty.")


@dataclass(frozen=True, slots=True)
class Names:
    """What rows or columns can be called: the names of things by their keys."""

    by_key: Mapping[int, str]
    keys: dict[str, int] = field(init=False)
    shared: set[str] = field(init=False)

    def __post_init__(self) -> None:
        counts = Counter(fold(name) for name in self.by_key.values())
        object.__setattr__(self, "shared", {name for name, count in counts.items() if count > 1})
        keys = {fold(name): key for key, name in self.by_key.items() if fold(name) not in self.shared}
        object.__setattr__(self, "keys", keys)

    def find(self, text: str) -> int | None:
        """Return the key of what ``text`` names, by its name or its number; None if it names nothing, or several."""
        name, _mark, number = text.rpartition("#")
        number = number.strip()
        if number.isascii() and number.isdecimal() and len(number) < 19 and int(number) in self.by_key:
            key = int(number)
            if not name.strip() or fold(name.strip()) == fold(self.by_key[key]):
                return key
        return self.keys.get(fold(text))

    def label(self, key: int) -> str:
        """Return a name by which ``find`` finds it, safe for spreadsheets."""
        name = self.by_key[key]
        return str(escape_formula(f"{name} #{key}" if fold(name) in self.shared else name))


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """What is wrong in a line, which counts from 1."""

    line: int
    message: Message


@dataclass(slots=True)
class PlanFile:
    """Who annotates which articles, by their keys, and what is wrong in the file."""

    plan: dict[int, set[int]] = field(default_factory=dict)
    problems: list[PlanProblem] = field(default_factory=list)

    def refuse(self, line: int, message: Message) -> None:
        """Note a problem, unless there are too many to list."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(PlanProblem(line, message))


def write_plan(
    articles: Mapping[int, str], people: Mapping[int, str], planned: Collection[tuple[int, int]]
) -> str:
    """Return the plan as CSV: articles in their order, people in theirs, ``planned`` as pairs of their keys."""
    names = Names(people)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([ARTICLE, TITLE, *map(names.label, people)])
    for article, title in articles.items():
        cells = [PLANNED if (article, person) in planned else "" for person in people]
        writer.writerow([article, escape_formula(title), *cells])
    return out.getvalue()


def read_plan(data: bytes, articles: Mapping[int, str], people: Mapping[int, str]) -> PlanFile:
    """Return the plan in a CSV file with the columns ``article`` and one a person, or ``article`` and ``person``."""
    file = PlanFile()
    rows = _rows(data, file)
    if file.problems or not rows:
        return file
    (first, header), *rest = rows
    header = [cell.strip() for cell in header]
    if not header or fold(header[0]) != ARTICLE:
        file.refuse(first, NO_HEADING)
        return file
    if [fold(cell) for cell in header] == [ARTICLE, PERSON]:
        _read_pairs(file, rest, Names(articles), Names(people))
    else:
        columns = _columns(file, first, header, Names(people))
        _read_matrix(file, rest, columns, Names(articles), header)
    return file


def _rows(data: bytes, file: PlanFile) -> list[tuple[int, list[str]]]:
    """Return (line, cells) of each row that is not empty."""
    if len(data) > MAX_BYTES:
        file.refuse(1, TOO_LARGE.format(megabytes=MAX_BYTES // 1_000_000))
        return []
    try:
        text = data.decode("utf-8-sig")
        delimiter = max(DELIMITERS, key=text.lstrip().partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except (UnicodeDecodeError, csv.Error):
        file.refuse(1, NOT_CSV)
        return []
    if not rows:
        file.refuse(1, NO_HEADING)
    elif max(len(row) for _line, row in rows) > MAX_COLUMNS:
        file.refuse(1, TOO_WIDE.format(most=MAX_COLUMNS))
    return rows


def _columns(file: PlanFile, line: int, header: Sequence[str], people: Names) -> dict[int, int]:
    """Return the person of each column."""
    columns: dict[int, int] = {}
    for column, name in enumerate(header[1:], 1):
        if not name or fold(name) == TITLE:
            continue
        person = _person(file, line, name, people)
        if person in columns.values():
            file.refuse(line, TWICE.format(name=name))
        elif person is not None:
            columns[column] = person
    return columns


def _read_matrix(
    file: PlanFile,
    rows: Sequence[tuple[int, list[str]]],
    columns: Mapping[int, int],
    articles: Names,
    header: Sequence[str],
) -> None:
    for line, row in rows:
        article = _article(file, line, row[0], articles)
        if article is None:
            continue
        planned = file.plan.setdefault(article, set())
        for column, person in columns.items():
            cell = row[column].strip().lower() if column < len(row) else ""
            if cell in YES:
                planned.add(person)
            elif cell not in NO:
                file.refuse(line, NO_MARK.format(value=cell[:40], name=header[column]))


def _read_pairs(
    file: PlanFile, rows: Sequence[tuple[int, list[str]]], articles: Names, people: Names
) -> None:
    for line, row in rows:
        article = _article(file, line, row[0], articles)
        person = _person(file, line, row[1].strip() if len(row) > 1 else "", people)
        if article is not None and person is not None:
            file.plan.setdefault(article, set()).add(person)


def _article(file: PlanFile, line: int, cell: str, articles: Names) -> int | None:
    name = _unescaped(cell)
    found = articles.find(f"#{name}") or articles.find(name)
    if found is None:
        file.refuse(
            line, (SAME_TITLE if fold(name) in articles.shared else NO_ARTICLE).format(name=name[:80])
        )
    return found


def _person(file: PlanFile, line: int, cell: str, people: Names) -> int | None:
    name = _unescaped(cell)
    found = people.find(name)
    if found is None:
        file.refuse(line, (SAME_NAME if fold(name) in people.shared else NO_PERSON).format(name=name[:80]))
    return found


def _unescaped(cell: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    name = cell.strip()
    return name[1:] if name.startswith("'") and escape_formula(name[1:]) == name else name
