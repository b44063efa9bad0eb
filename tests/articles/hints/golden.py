"""All hints of two articles, in a form to read: python -m tests.update_golden writes them to tests/golden/hints/."""

from pathlib import Path

from articles.cleaning import clean
from articles.hints import Hint, hints
from articles.readers.text import read_text

ROOT = Path(__file__).resolve().parent.parent.parent.parent
FOLDER = ROOT / "tests" / "golden" / "hints"
ARTICLES = {
    "demo.en": ROOT / "annotate" / "demo" / "article.md",
    "embalse.es": Path(__file__).with_name("texts") / "embalse.es.txt",
}


def hint_files() -> dict[str, str]:
    """Return the content of each golden file by name."""
    return {f"{name}.txt": readable_hints(path, name.rpartition(".")[2]) for name, path in ARTICLES.items()}


def readable_hints(path: Path, language: str) -> str:
    """Return the hints of an article, one paragraph each."""
    text = clean(read_text(path.read_text(encoding="utf-8"))).draft.text
    return "\n".join(_paragraph(text, hint) for hint in hints(text, language))


def _paragraph(text: str, hint: Hint) -> str:
    details = hint.details
    source = details.get("source")
    rows = {
        "cue": text[slice(*hint.cue)],
        "source": text[slice(*source)] if source else "",
        "pieces": " | ".join(text[slice(*piece)] for piece in details.get("pieces", ())),
        "neutral": ", ".join(details.get("neutral", ())),
        "reason": hint.reason,
    }
    head = f"{hint.start}-{hint.end} {hint.kind} {hint.reason.code} {'sure' if hint.sure else 'less certain'}"
    lines = [head, f"  {text[hint.start : hint.end]!r}", *(f"  {k}: {v}" for k, v in rows.items() if v)]
    return "".join(f"{line}\n" for line in lines)
