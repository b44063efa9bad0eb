"""Bundle the modules of a page's script into one file.

With WhiteNoise and modulepreload alone the 47 modules of the annotation page would need 570 ms instead of 190 until the
page is loaded, over a link with 40 ms latency (docs/performance.md). The modules are written so that bundling is
simple: named exports of functions, classes and constants, named imports from relative addresses, no cycles. Anything
else is refused when the files are collected. A script that is loaded later has its address from the page, which knows
the hashed name, and is a bundle of its own.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]*)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
# Whole lines; no template literal of ours goes over several lines.
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)\n", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*$|\bimport\([\"'`].*$", re.MULTILINE)


class BundleError(Exception):
    """A module that cannot go into a bundle; the message says why."""


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """Return the module at the path ``entry`` and everything it imports as one script; ``read`` returns a file's text.

    Each module becomes a function that is called once and returns what it exports. Comments are left out: a fifth of
    what is transferred. Raises ``BundleError``.
    """
    names: dict[str, str] = {}
    parts: list[str] = []

    def add(path: str, above: tuple[str, ...]) -> str:
        """Add what a module imports to ``parts``, and return the module's own text."""
        if path in above:
            raise BundleError(
                f"{path} imports itself, by way of {' and '.join(above[above.index(path) + 1 :])}"
            )

        def replace_import(match: re.Match[str]) -> str:
            imported = normpath(join(dirname(path), match[2]))
            if imported not in names:
                text = add(imported, (*above, path))
                names[imported] = f"$module{len(names)}"
                exported = ", ".join(name for _kind, name in EXPORT.findall(text))
                body = EXPORT.sub(r"\1 \2", text)
                parts.append(f"const {names[imported]} = (() => {{\n{body}return {{ {exported} }};\n}})();\n")
            return f"const {{{match[1].replace(' as ', ': ')}}} = {names[imported]};\n"

        text = IMPORT.sub(replace_import, read(path))
        if other := OTHER.search(EXPORT.sub(r"\1 \2", text)):
            raise BundleError(f"{path} has what a bundle does not take: {other[0]}")
        return text

    text = add(entry, ())
    return COMMENT.sub("", "".join(parts) + text)
