"""Which columns of a table hold the text and the metadata of an article."""

from collections.abc import Mapping, Sequence

from articles.errors import Unreadable
from web.i18n.lazy_message import Message
from web.text.folding import fold
from web.text.single_line import as_single_line

# The names of the columns, as the CSV files of others and spreadsheets in English and Spanish have them.
NAMES = {
    "text": ("text", "body", "content", "article", "texto", "cuerpo", "contenido", "articulo"),
    "title": ("title", "headline", "titulo", "titular"),
    "byline": ("byline", "author", "authors", "autor", "autora", "autores", "firma"),
    "publication": (
        "publication",
        "newspaper",
        "publisher",
        "source",
        "medio",
        "periodico",
        "fuente",
        "publicacion",
    ),
    "url": ("url", "link", "address", "enlace", "direccion"),
    "published": ("published", "date", "published_at", "publicado", "fecha"),
    "language": ("language", "lang", "idioma", "lengua"),
}
MAX_NAME = 100
NO_TEXT = Message(
    "No column of this table is called “text”. Its columns are: {columns}. Call the one with the articles “text”."
)
NO_HEADER = Message("This table is empty. Its first row must name the columns, one of them “text”.")
TWICE = Message("Several columns of this table are called “{name}”. Each needs a name of its own.")
SHOWN = 20


def require_text(columns: Sequence[str]) -> list[str]:
    """Return the names of the columns of a table. Raises ``Unreadable`` unless one of them holds the texts."""
    names = [as_single_line(name)[:MAX_NAME] for name in columns]
    if not any(names):
        raise Unreadable(NO_HEADER)
    for name in names:
        if name and names.count(name) > 1:
            raise Unreadable(TWICE.format(name=name))
    if not find_column(names, "text"):
        raise Unreadable(NO_TEXT.format(columns=", ".join(filter(None, names[:SHOWN]))))
    return names


def find_column(columns: Sequence[str] | Mapping[str, str], field: str) -> str:
    """Return the column that holds a field of an article; "" if there is none."""
    folded = {fold(name.strip()).replace(" ", "_"): name for name in columns if name}
    return next((folded[name] for name in NAMES[field] if name in folded), "")
