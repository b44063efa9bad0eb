"""The README's table of formats, from the formats themselves: python scripts/formats.py writes it there."""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BETWEEN = re.compile(r"(<!-- formats -->\n).*?(<!-- /formats -->)", re.DOTALL)


def table() -> str:
    """A row a format, in their order."""
    from reports.formats import ImportableFormat, formats

    rows = ["| file | for | can be imported | leaves out |", "|---|---|---|---|"]
    for kind in formats().values():
        back = "yes" if isinstance(kind, ImportableFormat) else ""
        rows.append(f"| `.{kind.ending}` | {kind.title} | {back} | {kind.loses or 'nothing'} |")
    return "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Put it into the README."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    readme = ROOT / "README.md"
    text = readme.read_text()
    readme.write_text(BETWEEN.sub(lambda found: f"{found[1]}{table()}{found[2]}", text))


if __name__ == "__main__":
    main()
