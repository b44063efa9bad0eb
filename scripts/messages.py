"""Keeps locale/ in step with the sources: finds what people read, updates the .po files and compiles the .mo files.

    python scripts/messages.py

New words come into each locale/<language>/LC_MESSAGES/*.po without a translation; what is gone is taken out.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from annotate.codebook import FOLDER, gettext_context, read_codebook, texts  # noqa: E402

APPS = ("web", "people", "articles", "annotate", "reports", "operations", "config")
NOT_SHOWN = {"migrations", "management", "demo"}
DOMAINS = ("django", "djangojs")
WORDS = {
    "_": None,
    "N_": None,
    "_now": None,
    "Message": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Places that are filled, and tags: a translation must have the same ones.
KEPT = re.compile(r"\{\w+\}|%\(\w+\)[sd]|%%|</?\w+|&\w+;")


def main() -> None:
    """Bring every language up to date, and say what is left to translate."""
    for domain in DOMAINS:
        template = wanted(domain)
        for path in sorted(ROOT.glob(f"locale/*/LC_MESSAGES/{domain}.po")):
            catalog = read(path)
            template.creation_date = catalog.creation_date
            catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
            with path.open("wb") as file:
                write_po(file, catalog, width=110, include_lineno=False, ignore_obsolete=True)
            path.with_suffix(".mo").write_bytes(compiled(catalog))
            for message, fault in faults(catalog):
                print(f"{path.relative_to(ROOT)}: {fault}: {message.id!r}")


def wanted(domain: str) -> Catalog:
    """What the sources say now, without translations."""
    catalog = Catalog()
    for where, words, within in _scripts() if domain == "djangojs" else _pages():
        catalog.add(words, locations=[(where, 0)], context=within)
    return catalog


def read(path: Path) -> Catalog:
    """The catalogue in a .po file; ``locale/<language>/LC_MESSAGES/<domain>.po``."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=path.stem)


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the .mo file."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def faults(catalog: Catalog) -> Iterator[tuple[Message, str]]:
    """The messages that are not fit to be shown, each with what is wrong."""
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy:
            yield message, "only guessed"
        elif not all(forms):
            yield message, "not translated"
        elif any(_kept(form) not in _asked(message) for form in forms):
            yield message, "its places or tags differ"


def _kept(text: str) -> list[str]:
    return sorted(KEPT.findall(text))


def _asked(message: Message) -> list[list[str]]:
    """What a form may hold: what the singular or the plural holds."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return [_kept(text) for text in ids]


Found = tuple[str, Any, str | None]  # where, words, context


def _pages() -> Iterator[Found]:
    from django.utils.translation.template import templatize

    for app in APPS:
        for path in sorted(ROOT.joinpath(app).rglob("*.py")):
            if NOT_SHOWN.isdisjoint(path.relative_to(ROOT).parts):
                yield from _found(path, "python", path.read_text(encoding="utf-8"), WORDS)
    for path in sorted(ROOT.glob("templates/**/*.html")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # The indentation of a page means nothing, and that of Python must add up.
        lines = "\n".join(line.strip() for line in source.splitlines())
        yield from _found(path, "python", lines, WORDS)
    for path in sorted(FOLDER.glob("*.toml")):
        yield from (
            (_name(path), text, gettext_context(path.stem)) for text in texts(read_codebook(path.stem))
        )


def _scripts() -> Iterator[Found]:
    for path in sorted(ROOT.glob("static/**/*.js")):
        yield from _found(path, "javascript", path.read_text(encoding="utf-8"), WORDS)


def _found(path: Path, language: str, source: str, keywords: dict[str, Any]) -> Iterable[Found]:
    options = {"encoding": "utf-8", "parse_template_string": True}
    messages = extract(language, io.BytesIO(source.encode()), keywords, options=options)
    return [(_name(path), words, within) for _, words, _, within in messages]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    main()
