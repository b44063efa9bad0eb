"""Write the table of reasons in docs/hints.md from the reasons themselves: python scripts/hint_reasons.py"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs/hints.md"
TABLE = re.compile(r"(<!-- reasons -->\n).*?(<!-- /reasons -->)", re.DOTALL)


def reasons_table() -> str:
    """Return a Markdown table with a row per code."""
    from articles.hints.reason import REASONS

    rows = ["| code | what it says |", "|---|---|"]
    rows += [f"| `{code}` | {message.template} |" for code, message in REASONS.items()]
    return "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Replace the table on the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(lambda match: f"{match[1]}{reasons_table()}{match[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
