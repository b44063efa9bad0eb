"""Keep locale/ up to date: extract messages from the sources, update the .po files, and compile the .mo files.

    python scripts/messages.py

New messages are added to each locale/<language>/LC_MESSAGES/*.po without a translation; unused ones are removed.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from annotate.codebook import FOLDER, gettext_context, read_codebook, texts  # noqa: E402

APPS = (
    "web",
    "people",
    "articles",
    "annotate",
    "reports",
    "campaigns",
    "newsroom",
    "lti",
    "operations",
    "config",
)
NOT_TRANSLATED = {"migrations", "management", "demo"}
DOMAINS = ("django", "djangojs")
KEYWORDS = {
    "_": None,
    "N_": None,
    "Message": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Placeholders and tags: a translation must have the same ones.
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[sd]|%%|</?\w+|&\w+;")


def main() -> None:
    """Update every language and print what is not translated or wrong."""
    for domain in DOMAINS:
        template = extract(domain)
        for path in sorted(ROOT.glob(f"locale/*/LC_MESSAGES/{domain}.po")):
            catalog = read_catalog(path)
            template.creation_date = catalog.creation_date
            catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
            with path.open("wb") as file:
                write_po(file, catalog, width=110, include_lineno=False, ignore_obsolete=True)
            path.with_suffix(".mo").write_bytes(compile_catalog(catalog))
            for message, fault in lint(catalog):
                print(f"{path.relative_to(ROOT)}: {fault}: {message.id!r}")


def extract(domain: str) -> Catalog:
    """Return the messages in the sources, without translations."""
    catalog = Catalog()
    for location, message, context in _scripts() if domain == "djangojs" else _pages():
        catalog.add(message, locations=[(location, 0)], context=context)
    return catalog


def read_catalog(path: Path) -> Catalog:
    """Return the catalogue in the file ``locale/<language>/LC_MESSAGES/<domain>.po``."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=path.stem)


def compile_catalog(catalog: Catalog) -> bytes:
    """Return the bytes of the .mo file."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def lint(catalog: Catalog) -> Iterator[tuple[Message, str]]:
    """Yield the messages that cannot be shown, each with what is wrong."""
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy:
            yield message, "only guessed"
        elif not all(forms):
            yield message, "not translated"
        elif any(_placeholders(form) not in _allowed_placeholders(message) for form in forms):
            yield message, "its places or tags differ"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _allowed_placeholders(message: Message) -> list[list[str]]:
    """Return the placeholders that a form may have: those of the singular or of the plural."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return [_placeholders(text) for text in ids]


Extracted = tuple[str, Any, str | None]  # location, message, context


def _pages() -> Iterator[Extracted]:
    from django.utils.translation.template import templatize

    for app in APPS:
        for path in sorted(ROOT.joinpath(app).rglob("*.py")):
            if NOT_TRANSLATED.isdisjoint(path.relative_to(ROOT).parts):
                yield from _extract(path, "python", path.read_text(encoding="utf-8"), KEYWORDS)
    for path in sorted(p for p in ROOT.glob("templates/**/*") if p.suffix in (".html", ".txt")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Indentation means nothing in a template, but would be an error in Python.
        lines = "\n".join(line.strip() for line in source.splitlines())
        yield from _extract(path, "python", lines, KEYWORDS)
    for path in sorted(FOLDER.glob("*.toml")):
        yield from (
            (_name(path), text, gettext_context(path.stem)) for text in texts(read_codebook(path.stem))
        )


def _scripts() -> Iterator[Extracted]:
    for path in sorted(ROOT.glob("static/**/*.js")):
        yield from _extract(path, "javascript", path.read_text(encoding="utf-8"), KEYWORDS)


def _extract(path: Path, language: str, source: str, keywords: dict[str, Any]) -> Iterable[Extracted]:
    options = {"encoding": "utf-8", "parse_template_string": True}
    messages = babel_extract.extract(language, io.BytesIO(source.encode()), keywords, options=options)
    return [(_name(path), message, context) for _, message, _, context in messages]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    main()
