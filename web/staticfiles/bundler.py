"""Bundle the modules of a page's script into one file.

With WhiteNoise and modulepreload alone the 47 modules of the annotation page would need 570 ms instead of 190 until the
page is loaded, over a link with 40 ms latency (docs/performance.md). The modules are written so that bundling is
simple: named exports of functions, classes and constants, named imports from relative addresses, no cycles. Anything
else is refused when the files are collected.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]*)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const) (\w+)", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*$|\bimport\(.*$", re.MULTILINE)


class BundleError(Exception):
    """A module that cannot go into a bundle; the message says why."""


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """The module at the path ``entry`` with all that it imports, as one module; ``read`` gives the text at a path.

    Each module becomes a function that is called once and returns what it exports. Raises ``BundleError``.
    """
    names: dict[str, str] = {}
    parts: list[str] = []

    def add(path: str, above: tuple[str, ...]) -> str:
        """The text of a module, after all that it imports was added to ``parts``."""
        if path in above:
            raise BundleError(
                f"{path} imports itself, by way of {' and '.join(above[above.index(path) + 1 :])}"
            )

        def taken(found: re.Match[str]) -> str:
            wanted = normpath(join(dirname(path), found[2]))
            if wanted not in names:
                text = add(wanted, (*above, path))
                names[wanted] = f"$module{len(names)}"
                exported = ", ".join(name for _kind, name in EXPORT.findall(text))
                body = EXPORT.sub(r"\1 \2", text)
                parts.append(f"const {names[wanted]} = (() => {{\n{body}return {{ {exported} }};\n}})();\n")
            return f"const {{{found[1].replace(' as ', ': ')}}} = {names[wanted]};\n"

        text = IMPORT.sub(taken, read(path))
        if other := OTHER.search(EXPORT.sub(r"\1 \2", text)):
            raise BundleError(f"{path} has what a bundle does not take: {other[0]}")
        return text

    text = add(entry, ())
    return "".join(parts) + text
