"""The documents match the code: settings, dependencies, formats."""

import re
from pathlib import Path

from articles.hints import kinds
from articles.sandbox.read import supported_formats
from reports.formats import formats
from scripts.hint_reasons import reasons_table
from scripts.readme_formats import formats_table

ROOT = Path(__file__).parent.parent
READ = re.compile(r"""(?:(?:environ|environment)(?:\.get)?[\[(]|env_bool\(|env_list\()\s*"([A-Z_]+)\"""")
OF_THE_SYSTEM = {"DJANGO_SETTINGS_MODULE", "PLAYWRIGHT_BROWSERS_PATH", "LOCALAPPDATA"}


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    sources = [*(ROOT / "config").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    read = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    rows = re.findall(
        r"^\| (`[^|]+) \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert read - OF_THE_SYSTEM == documented


def test_every_direct_dependency_earns_its_line() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = {re.split(r"[\[=]", line)[0] for line in lines if line and not line.startswith("#")}
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([A-Za-z0-9_-]+) \|", page, re.MULTILINE)) & names
    assert explained == names
    assert all("==" in line for line in lines if line and not line.startswith("#"))


def test_the_readme_names_every_format() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    for _, suffixes in supported_formats():
        assert suffixes[0] in page
    assert all(f"`{slug}`" in page for slug in formats())


def test_every_format_has_its_part_of_the_page_on_reading() -> None:
    headings = re.findall(r"^## .*", (ROOT / "docs/reading.md").read_text(encoding="utf-8"), re.MULTILINE)
    for _, suffixes in supported_formats():
        assert any(f"({suffixes[0]}" in heading for heading in headings)


def test_the_table_of_formats_is_that_of_the_formats() -> None:
    readme = (ROOT / "README.md").read_text()
    assert f"<!-- formats -->\n{formats_table()}<!-- /formats -->" in readme, "run scripts/readme_formats.py"


def test_the_table_of_reasons_is_that_of_the_reasons() -> None:
    page = (ROOT / "docs/hints.md").read_text(encoding="utf-8")
    assert f"<!-- reasons -->\n{reasons_table()}<!-- /reasons -->" in page, "run scripts/hint_reasons.py"


def test_the_page_on_hints_names_every_kind() -> None:
    page = (ROOT / "docs/hints.md").read_text(encoding="utf-8")
    assert all(f"| {kind.title} | " in page for kind in kinds().values())


def test_every_test_that_stands_for_a_promise_is_there() -> None:
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    promises = [
        line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| promise")
    ]
    assert len(promises) > 4
    for line in promises:
        named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", line)
        assert named, f"nothing tests this: {line}"
        for path, name in named:
            assert f"def {name}" in (ROOT / path).read_text(encoding="utf-8")


def test_vulnerabilities_are_reported_where_people_look_first() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "Report a vulnerability" in page
    assert "@" not in page, "no address that nobody reads"
    for target in re.findall(r"\]\(([^)#]+)", page):
        assert (ROOT / target).exists()
