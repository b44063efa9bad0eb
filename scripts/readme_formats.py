"""Write the README's table of formats from the formats themselves: python scripts/readme_formats.py"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TABLE = re.compile(r"(<!-- formats -->\n).*?(<!-- /formats -->)", re.DOTALL)


def formats_table() -> str:
    """Return a Markdown table with a row per format."""
    from reports.formats import ImportableFormat, formats

    rows = ["| file | for | can be imported | leaves out |", "|---|---|---|---|"]
    for format_ in formats().values():
        importable = "yes" if isinstance(format_, ImportableFormat) else ""
        rows.append(
            f"| `.{format_.ending}` | {format_.title} | {importable} | {format_.limitations or 'nothing'} |"
        )
    return "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Replace the table in the README."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    readme = ROOT / "README.md"
    text = readme.read_text()
    readme.write_text(TABLE.sub(lambda match: f"{match[1]}{formats_table()}{match[2]}", text))


if __name__ == "__main__":
    main()
