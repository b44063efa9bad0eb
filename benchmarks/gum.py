"""Measure attributions on GUM: the relation "attribution" in the files of its ``rst`` folder.

The satellite of the relation holds source and cue, the nucleus what is said. GUM is fetched by whoever measures
(github.com/amir-zeldes/gum); nothing of it is kept here. It marks fewer kinds of attributions than hints do.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from articles.hints import hints
from articles.hints.hint import Extent, Hint, overlap
from articles.text.sentences import Sentences

GENRES = ("news", "interview")
# GUM's tokens are set apart by spaces; texts that people read have none there.
NO_SPACE_BEFORE = re.compile(r" (?=[.,;:?!)\]%”’]|n't\b|'(?:s|re|ve|ll|d|m)\b|' )")
NO_SPACE_AFTER = re.compile(r"(?<=[(\[“$]) ")


@dataclass
class Gold:
    """The text of one document, and satellite and nucleus of each attribution as extents."""

    text: str
    attributions: list[tuple[Extent, Extent]] = field(default_factory=list)


@dataclass
class Counts:
    """What was found, of what is there."""

    documents: int = 0
    sentences: int = 0
    gold: int = 0
    found: int = 0
    both: int = 0
    attributions: int = 0
    cues: int = 0
    content_shared: int = 0
    content_gold: int = 0
    content_found: int = 0


def measure(folder: Path) -> str:
    """Return a table for the news and interviews below a folder of GUM."""
    counts = Counts()
    for path in sorted(folder.rglob("*.rs3")):
        if any(path.name.startswith(f"GUM_{genre}_") for genre in GENRES):
            _add(counts, read(path))
    return _table(counts)


def read(path: Path) -> Gold:
    """Return the text of a file in RST format, and its attributions."""
    body = ET.parse(path).getroot().find("body")  # noqa: S314 (the file of whoever measures)
    assert body is not None, path
    units: dict[str, Extent] = {}
    pieces: list[str] = []
    length = 0
    for segment in body.iter("segment"):
        piece = _detokenized(segment.text or "") + " "
        units[segment.attrib["id"]] = (length, length + len(piece) - 1)
        pieces.append(piece)
        length += len(piece)
    gold = Gold("".join(pieces))
    parents = {node.attrib["id"]: node.attrib.get("parent", "") for node in body}
    for node in body:
        if node.attrib.get("relname", "").startswith("attribution"):
            satellite = _extent(node.attrib["id"], parents, units)
            nucleus = _nucleus(node.attrib.get("parent", ""), node.attrib["id"], parents, units)
            if satellite and nucleus:
                gold.attributions.append((satellite, nucleus))
    return gold


def _detokenized(text: str) -> str:
    return NO_SPACE_AFTER.sub("", NO_SPACE_BEFORE.sub("", " ".join(text.split())))


def _extent(node: str, parents: dict[str, str], units: dict[str, Extent]) -> Extent | None:
    """Return the extent of a node: of all units below it."""
    below = [unit for unit in units if node in _ancestors(unit, parents)]
    return (min(units[unit][0] for unit in below), max(units[unit][1] for unit in below)) if below else None


def _nucleus(node: str, satellite: str, parents: dict[str, str], units: dict[str, Extent]) -> Extent | None:
    """Return the extent of what a satellite belongs to, without the satellite."""
    inside = [unit for unit in units if node in _ancestors(unit, parents)]
    below = [unit for unit in inside if satellite not in _ancestors(unit, parents)]
    return (min(units[unit][0] for unit in below), max(units[unit][1] for unit in below)) if below else None


def _ancestors(node: str, parents: dict[str, str]) -> list[str]:
    """Return a node and those above it."""
    line = [node]
    while (parent := parents.get(line[-1], "")) and parent not in line:
        line.append(parent)
    return line


def _add(counts: Counts, gold: Gold) -> None:
    found = [hint for hint in hints(gold.text, "en") if hint.kind == "attribution"]
    sentences = Sentences(gold.text, "en")
    with_gold = {sentences.at(start) for (start, _), _ in gold.attributions}
    with_found = {sentences.at(hint.cue[0]) for hint in found}
    counts.documents += 1
    counts.sentences += len(sentences)
    counts.gold += len(with_gold)
    counts.found += len(with_found)
    counts.both += len(with_gold & with_found)
    for satellite, nucleus in gold.attributions:
        counts.attributions += 1
        hit = next((hint for hint in found if overlap(hint.cue, satellite)), None)
        if hit:
            counts.cues += 1
            _add_content(counts, gold.text, nucleus, hit)


def _add_content(counts: Counts, text: str, nucleus: Extent, hint: Hint) -> None:
    """Count the characters of the nucleus and of the hint's content, and those in both."""
    pieces = ((hint.start, hint.end), *hint.details.get("pieces", ()))
    ours = {at for start, end in pieces for at in range(start, end) if not text[at].isspace()}
    theirs = {at for at in range(*nucleus) if not text[at].isspace()}
    counts.content_gold += len(theirs)
    counts.content_found += len(ours)
    counts.content_shared += len(ours & theirs)


def _table(counts: Counts) -> str:
    def share(part: int, whole: int) -> str:
        return f"{part / whole:.2f} ({part} of {whole})" if whole else "none"

    return (
        f"{counts.documents} documents, {counts.sentences} sentences, {counts.attributions} attributions\n"
        f"sentences with an attribution: precision {share(counts.both, counts.found)}, "
        f"recall {share(counts.both, counts.gold)}\n"
        f"attributions whose unit holds a cue that is found: {share(counts.cues, counts.attributions)}\n"
        f"content of these, by characters: precision {share(counts.content_shared, counts.content_found)}, "
        f"recall {share(counts.content_shared, counts.content_gold)}\n"
    )
