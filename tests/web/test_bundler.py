"""One script of many modules."""

import re
from pathlib import Path

import pytest

from web.staticfiles.bundler import BundleError, bundle

MODULES = {
    "pages/page.js": 'import { shout as loud, LOUD } from "../parts/shout.js";\nloud(LOUD);\n',
    "parts/shout.js": (
        'import { mark } from "./mark.js";\n\nexport const LOUD = "loud";\n'
        "export function shout(text) {\n  return mark(text);\n}\n"
    ),
    "parts/mark.js": "export async function mark(text) {\n  return `${text}!`;\n}\n",
}


def bundled(**changed: str) -> str:
    modules = MODULES | {f"parts/{name}.js": text for name, text in changed.items()}
    return bundle("pages/page.js", modules.__getitem__)


def test_what_is_imported_comes_first_and_under_the_name_it_is_given() -> None:
    script = bundled()
    assert script.index("async function mark") < script.index("function shout") < script.index("loud(LOUD)")
    assert "return { mark };" in script
    assert "const { shout: loud, LOUD } = $module1;" in script
    assert "import" not in script
    assert "export" not in script


def test_a_module_that_two_import_is_there_once() -> None:
    script = bundled(shout='import { mark } from "./mark.js";\nimport { mark as again } from "./mark.js";\n')
    assert script.count("async function mark") == 1
    assert "const { mark: again } = $module0;" in script


def test_comments_are_left_out() -> None:
    script = bundled(
        mark="// A mark.\n\n/**\n * Marks.\n */\nexport const mark = String; // not this\n  // http://\n"
    )
    assert "const mark = String; // not this\n" in script
    assert "A mark" not in script
    assert "Marks" not in script
    assert "http" not in script


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;", 'export * from "./mark.js";', 'import * as all from "./mark.js";', "export let x = 1;",
        'const late = import("./mark.js");', 'import "./mark.js";',
    ],
)  # fmt: skip
def test_what_a_bundle_does_not_take_is_refused(line: str) -> None:
    with pytest.raises(BundleError, match=r"parts/mark\.js has what a bundle does not take"):
        bundled(mark=line + "\n")


def test_a_circle_is_refused() -> None:
    with pytest.raises(BundleError, match="imports itself"):
        bundled(mark='import { shout } from "./shout.js";\n')


STATIC = Path(__file__).parents[2] / "static"
PAGES = sorted(f"pages/{file.name}" for file in (STATIC / "pages").glob("*.js"))


@pytest.mark.parametrize("page", PAGES)
def test_each_pages_script_is_one_file(page: str) -> None:
    script = bundle(page, lambda path: (STATIC / path).read_text(encoding="utf-8"))
    assert not re.search(r"^(import|export(?! (async )?function start\())\b", script, re.MULTILINE)


def test_no_template_literal_goes_over_several_lines() -> None:
    """What looks like a comment in one would be left out."""
    lines = [line for file in STATIC.rglob("*.js") for line in file.read_text().splitlines()]
    code = [line for line in lines if not re.match(r"\s*(//|\*|/\*)", line)]
    assert [line for line in code if line.count("`") % 2] == []


def test_pages_ask_for_scripts_that_are_bundled() -> None:
    templates = "".join(file.read_text() for file in (STATIC.parent / "templates").rglob("*.html"))
    assert set(re.findall(r"static '([^']*\.js)'", templates)) == set(PAGES)
