"""manage.py hints FILE: the hints for an article in a file, for people who want nothing else."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotate.hints.json import hint_json
from annotate.hints.visible import VisibleHint
from articles.errors import Unreadable
from articles.hints import LANGUAGES, RULES_VERSION, has_rules, hints
from articles.hints.keys import with_keys
from articles.hints.selection import first_hints
from articles.sandbox.clean import NotCleaned, clean_safely
from articles.sandbox.read import read_file
from articles.text.draft import Draft
from articles.text.language import canonical_code
from articles.words import Words


class Command(BaseCommand):
    """Reads and cleans the file as an upload is read and cleaned, and stores nothing."""

    help = "Print the hints for the article in a file, each with its reason. Nothing is stored."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, its language and the form of the output."""
        parser.add_argument("file", type=Path, help="an article in any format that can be uploaded")
        parser.add_argument(
            "--language",
            default="",
            help=f"language of the article ({', '.join(LANGUAGES)}); else recognized",
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="print lines of JSON: first the text as it was read, then each hint; offsets are code points",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the hints. Raise ``CommandError`` if the file cannot be read or there are no rules for its language."""
        draft = read_draft(options["file"])
        language = canonical_code(options["language"]) or draft.language
        if not has_rules(language):
            raise CommandError(
                f"There are rules for texts in these languages only: {', '.join(LANGUAGES)}. This one is in "
                f"{language or 'a language that was not recognized'}; --language says otherwise."
            )
        rows = [hint_json(hint, draft.text) for hint in hints_of(draft.text, language)]
        if options["json"]:
            about = {"title": draft.title, "language": language, "rules": RULES_VERSION, "text": draft.text}
            lines = (json.dumps(row, ensure_ascii=False) for row in (about, *rows))
        else:
            lines = readable_lines(draft.title or options["file"].name, rows)
        for line in lines:
            self.stdout.write(line)


def read_draft(path: Path) -> Draft:
    """Return the cleaned draft of a file. Raises ``CommandError``."""
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    try:
        return clean_safely(read_file(path.name, path)).draft
    except (Unreadable, NotCleaned) as error:
        raise CommandError(error.message) from error
    except OSError as error:
        raise CommandError(f"The file {path} cannot be opened: {error.strerror}.") from error


def hints_of(text: str, language: str) -> list[VisibleHint]:
    """Return the hints for a text; those that a reader sees first are marked."""
    found = with_keys(text, hints(text, language))
    first = set(map(id, first_hints(list(found.values()), len(Words(text)))))
    return [VisibleHint(key, hint, id(hint) in first) for key, hint in found.items()]


def readable_lines(title: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Return the hints for people: what they are about, then the words and the reason of each."""
    yield title
    yield f"{len(rows)} hints, by rules {RULES_VERSION}. They are questions: any of them may be wrong."
    for row in rows:
        mark = "" if row["sure"] else " (less certain)"
        yield f"\n{row['start']}–{row['end']}  {row['tag']}{mark}"
        yield f"    {' '.join(row['quote'].split())}"
        yield f"    → {row['reason']}"
