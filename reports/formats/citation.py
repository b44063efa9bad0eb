"""How to cite a dataset or a published report: CITATION.cff (1.2.0), BibTeX, CSL JSON and plain text. Pure."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.text.single_line import as_single_line

# What BibTeX takes for commands.
BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
KEY_CHARACTERS = re.compile(r"[^a-z0-9]+")
# Characters that YAML does not allow unescaped.
UNPRINTABLE = re.compile("[\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation needs. ``authors`` are “family name, given names”, or the whole name; ``team`` if there are none.

    ``licence`` is an identifier of SPDX, or "". ``released`` is the day on which a dataset's last article was released,
    or the version published. ``version`` and ``url`` are those of a published report.
    """

    title: str
    authors: Sequence[str]
    team: str
    released: date
    abstract: str = ""
    licence: str = ""
    version: str = ""
    url: str = ""


def cff(citation: Citation) -> str:
    """Return the content of CITATION.cff."""
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this dataset, please cite it as below."',
        "type: dataset",
        f"title: {_yaml(citation.title)}",
        f"date-released: {citation.released.isoformat()}",
        *([f"license: {citation.licence}"] if citation.licence else []),
        *([f"abstract: {_yaml(citation.abstract)}"] if citation.abstract.strip() else []),
        "authors:",
        *(line for author in _authors(citation) for line in _cff_author(*author)),
    ]
    return "\n".join(lines) + "\n"


def bibtex(citation: Citation) -> str:
    """Return an entry for BibTeX and biblatex."""
    authors = " and ".join(_bibtex_author(*author) for author in _authors(citation))
    fields = {
        "title": "{" + _bibtex(citation.title) + "}",
        "author": authors,
        "year": str(citation.released.year),
        "month": str(citation.released.month),
        "howpublished": "" if citation.url else "Dataset",
        "version": _bibtex(citation.version),
        "url": citation.url,
        "note": _bibtex(f"Licence: {citation.licence}") if citation.licence else "",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{_key(citation)},\n{''.join(lines)}}}\n"


def csl_json(citation: Citation) -> str:
    """Return a list with the entry as CSL JSON, which citation managers import."""
    authors = [
        {"family": family, "given": given} if given else {"literal": family}
        for family, given in _authors(citation)
    ]
    day = citation.released
    entry = {
        "id": _key(citation),
        "type": "report" if citation.url else "dataset",
        "title": as_single_line(citation.title),
        "author": authors,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": citation.version,
        "URL": citation.url,
    }
    return json.dumps([{name: value for name, value in entry.items() if value}], ensure_ascii=False) + "\n"


def plain_text(citation: Citation) -> str:
    """Return the citation as one line, with the day of publication as in ISO 8601."""
    names = "; ".join(f"{given} {family}".strip() for family, given in _authors(citation))
    version = f" (v{citation.version})" if citation.version else ""
    title, day = as_single_line(citation.title), citation.released.isoformat()
    return f"{names}: {title}{version}, {day}. {citation.url}".strip()


def _authors(citation: Citation) -> list[tuple[str, str]]:
    """Return the family name and the given names of each author; a name that is not divided has no given names."""
    authors = []
    for line in map(as_single_line, citation.authors):
        family, _comma, given = (part.strip() for part in line.partition(","))
        if line:
            authors.append((family, given) if family and given else (line, ""))
    return list(dict.fromkeys(authors)) or [(citation.team, "")]


def _cff_author(family: str, given: str) -> list[str]:
    if not given:
        return [f"  - name: {_yaml(family)}"]
    return [f"  - family-names: {_yaml(family)}", f"    given-names: {_yaml(given)}"]


def _bibtex_author(family: str, given: str) -> str:
    return f"{{{_bibtex(family)}}}" + (f", {{{_bibtex(given)}}}" if given else "")


def _bibtex(text: str) -> str:
    return "".join(BIBTEX.get(character, character) for character in as_single_line(text))


def _key(citation: Citation) -> str:
    words = KEY_CHARACTERS.sub("-", citation.title.lower()).strip("-")[:40].strip("-")
    return f"{words or 'dataset'}-{citation.released.year}"


def _yaml(text: str) -> str:
    """Return the text as a double-quoted scalar: what JSON escapes YAML understands."""
    return json.dumps(UNPRINTABLE.sub("\ufffd", text), ensure_ascii=False)
