"""A complete record, and the same with each of its fields made hostile in turn."""

import copy
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "golden" / "records" / "version-1.claimlight.json"
SCRIPT = '"><script>document.title = "harm"</script><img src=x onerror="document.title=\'harm\'">'
FORM = '"><form class=harm method=post action=/teams/1/members/2/role/><input type=hidden name=role value=owner><i '
STYLE = "x{}body{display:none}.y"
EVENT = "x\nid: 5\ndata: {}\n\nevent: y"
TEXTS = {
    "script": SCRIPT, "form": FORM, "style": STYLE, "event": EVENT, "address": "javascript:document.title='harm'",
    "surrogate": "a\ud800b", "letters": "\x01\x1b[31m\x7f\u202e\u2066gnirts\u200f", "long": "long " * 5_000,
    "early": "0001-01-01T00:00:00+14:00", "late": "9999-12-31T23:59:59-14:00", "nothing": "",
}  # fmt: skip
NUMBERS = {
    "below": -1, "32 bits": 2**31, "63 bits": 2**63, "huge": 2**100, "half": 1.5, "float": 1.0, "true": True,
}  # fmt: skip
OTHERS = {"number": 7, "text": SCRIPT, "null": None, "list": [[[]]], "object": {"person": []}}

Record = dict[str, Any]
Path_ = tuple[str | int, ...]


def golden() -> Record:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def fresh(number: int) -> Record:
    """Return the record with a text of its own, so that it differs from the others."""
    record = golden()
    record["article"]["title"] = f"Record {number}"
    text = record["texts"][-1]
    text["body"] += f" This is record {number}."
    text["sha256"] = hashlib.sha256(text["body"].encode()).hexdigest()
    return record


def fields(value: Any, path: Path_ = (), shape: str = "") -> Iterator[tuple[str, Path_]]:
    """Yield (shape, path) of each leaf, list and object; only the first one of each shape."""
    yielded: set[str] = set()
    for variant, where in _walk(value, path, shape):
        if variant not in yielded:
            yielded.add(variant)
            yield variant, where


def _walk(value: Any, path: Path_, shape: str) -> Iterator[tuple[str, Path_]]:
    yield shape, path
    if isinstance(value, dict):
        # The payload of a change has the shape of its verb.
        verb = f"({value['verb']})" if "verb" in value else ""
        for key, inner in value.items():
            yield from _walk(inner, (*path, key), f"{shape}{verb if key == 'payload' else ''}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number), f"{shape}/*")


def replaced(record: Record, path: Path_, value: Any) -> Record:
    """Return the record with another value. Hashes and quotes are kept right, so that only one thing is wrong."""
    changed = copy.deepcopy(record)
    if not path:
        return value
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    for text in changed["texts"] if isinstance(changed.get("texts"), list) else ():
        if isinstance(text, dict) and isinstance(text.get("body"), str):
            text["sha256"] = hashlib.sha256(text["body"].encode(errors="replace")).hexdigest()
    return changed


def hostile_values(value: Any) -> Iterator[tuple[str, Any]]:
    """Return replacements for a value: odd ones of the same type, and ones of other types."""
    if isinstance(value, str):
        yield from TEXTS.items()
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from NUMBERS.items()
    yield from OTHERS.items()


def at(record: Record, path: Path_) -> Any:
    for step in path:
        record = record[step]  # type: ignore[index]
    return record


def combined(number: int, paths: list[Path_], value: Any) -> Record:
    """Return the record with the value in all of these fields."""
    record = fresh(number)
    for path in paths:
        record = replaced(record, path, value)
    return record
