"""Find every regular expression literal in the scripts: a slash where no division can stand."""

import re

from tests.patterns.find import ROOT, Found

# What may stand right before a literal; after anything else a slash divides.
BEFORE = re.compile(
    r"(?:^|[(,=:\[!&|?{};+\-*%<>~^]|=>|\b(?:return|typeof|case|in|of|delete|void|await|yield))\s*$"
)
LITERAL = re.compile(r"/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+)/([a-z]*)")
QUOTED = re.compile(r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def in_scripts() -> list[Found]:
    """Return every literal of static/."""
    result = []
    for path in sorted((ROOT / "static").rglob("*.js")):
        for number, (pattern, flags) in enumerate(literals(path.read_text(encoding="utf-8"))):
            # ``flags`` are those of JavaScript, as letters; only the engine of a browser reads them.
            result.append(
                Found(str(path.relative_to(ROOT)), f"[{number}] {flags}".strip(), "javascript", pattern)
            )
    return result


def literals(source: str) -> list[tuple[str, str]]:
    """Return (pattern, flags) of each literal. ``${}`` in a template contains code, too."""
    result: list[tuple[str, str]] = []
    # Code read so far, without comments and what is quoted; and how deep the braces of each open template are.
    code, braces, at = "", [0], 0
    while at < len(source):
        if match := COMMENT.match(source, at) or QUOTED.match(source, at):
            code += "" if match[0][0] == "/" else '""'
            at = match.end()
        elif source[at] == "`" or (source[at] == "}" and braces[-1] == 0 and len(braces) > 1):
            if source[at] == "}":
                braces.pop()
            at = _template(source, at + 1)
            if source[at - 1] == "{":
                braces.append(0)
                code += "("
            else:
                code += '""'
        elif source[at] == "/" and BEFORE.search(code) and (match := LITERAL.match(source, at)):
            result.append((match[1], match[2]))
            code += '""'
            at = match.end()
        else:
            braces[-1] += {"{": 1, "}": -1}.get(source[at], 0)
            code += source[at]
            at += 1
        code = code[-40:]
    return result


def _template(source: str, at: int) -> int:
    """Return the offset after the text of a template: after its last quote, or after ``${``."""
    while source[at] != "`":
        if source.startswith("${", at):
            return at + 2
        at += 2 if source[at] == "\\" else 1
    return at + 1
