"""Claimlight's own complete JSON: all that is kept of an article, with its history; nothing is lost on the way back."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotate.spans import SpanError, check_span
from articles.phrase import Phrase
from reports.incoming import BadRow, Document, Files, Incoming, InMark, each, first_object

SCHEMA = json.loads((Path(__file__).parent / "claimlight-1.schema.json").read_text(encoding="utf-8"))
OTHER_VERSION = Phrase("is of version {version}; this Claimlight reads version 1. Update Claimlight.")
NOT_SO = Phrase("is not as its schema says, at {place}: {why}")
NO_SUCH = Phrase("speaks of what is not in it: {thing} {value}.")
OTHER_HASH = Phrase("was changed: the text of revision {revision} has another SHA-256.")
TWICE = Phrase("has the same twice: {thing} {value}.")


@cache
def _validator() -> Any:
    """What holds a record against the schema: made when the first file of ours is read."""
    import jsonschema_rs

    return jsonschema_rs.validator_for(SCHEMA, validate_formats=True)


class ClaimlightFormat:
    """The record of one article, as ``claimlight-1.schema.json`` describes it."""

    slug = "claimlight"
    ending = "claimlight.json"
    group = "tools"
    order = 11
    title = _("Claimlight, complete")
    media_type = "application/json"
    loses = ""
    # It is made of everything that is kept, and not of the report.
    of_record = True

    def write(self, record: Mapping[str, Any]) -> bytes:
        """UTF-8."""
        return json.dumps(record, ensure_ascii=False).encode()

    def fits(self, files: Files) -> bool:
        """A file that says so."""
        return first_object(files).get("format") == "claimlight"

    def read(self, files: Files) -> Incoming:
        """Valid by its schema, and whole: everything that it speaks of is in it."""
        return each(files, "Claimlight", _document)


def _document(file: str, where: str, record: dict[str, Any]) -> Document:
    if record.get("version") != 1:
        raise BadRow(OTHER_VERSION.format(version=str(record.get("version"))))
    error = next(_validator().iter_errors(record), None)
    if error is not None:
        place = "/".join(map(str, error.instance_path)) or "/"
        raise BadRow(NOT_SO.format(place=place, why=str(error.message)[:300]))
    _check(record)
    names = {row["person"]: row["name"] for row in record["people"]}
    layers: dict[str, list[InMark]] = {name: [] for name in names.values()}
    for round_ in record["rounds"]:
        readers = {layer["id"]: layer["annotator"] for layer in round_["layers"]}
        for mark in round_["annotations"]:
            reader = readers[mark["layer"]]
            if reader and not mark["deleted"]:
                own = InMark(mark["start"], mark["end"], mark["tag"], mark["quote"], id=mark["id"])
                layers[names[reader["person"]]].append(own)
    facts = {name: record["article"][name] for name in ("title", "url")}
    by_reader = {name: tuple(marks) for name, marks in layers.items()}
    return Document(where, record["texts"][-1]["body"], by_reader, record=record, **facts)


def _check(record: dict[str, Any]) -> None:
    """What no schema can say. Raises ``BadRow``."""
    people = _once("person", (row["person"] for row in record["people"]))
    _once("name", (row["name"] for row in record["people"]))
    for somebody in _people(record):
        _among("person", somebody, people)
    texts = {text["revision"]: text["body"] for text in record["texts"]}
    _once("revision", (text["revision"] for text in record["texts"]))
    for text in record["texts"]:
        if hashlib.sha256(text["body"].encode()).hexdigest() != text["sha256"]:
            raise BadRow(OTHER_HASH.format(revision=text["revision"]))
    for finding in record["findings"]:
        _among("revision", finding["revision"], texts)
    ids: set[str] = set()
    for round_ in record["rounds"]:
        _among("revision", round_["revision"], texts)
        _among("codebook", round_["codebook"], range(len(record["codebooks"])))
        _check_round(round_, texts[round_["revision"]], record["codebooks"][round_["codebook"]])
        for row in (*round_["annotations"], *round_["comments"]):
            if row["id"] in ids:
                raise BadRow(TWICE.format(thing="id", value=row["id"]))
            ids.add(row["id"])


def _check_round(round_: dict[str, Any], body: str, codebook: dict[str, Any]) -> None:
    tags = {tag["slug"] for tag in codebook["tags"]}
    layers = _once("layer", (layer["id"] for layer in round_["layers"]))
    marks = {mark["id"] for mark in round_["annotations"]}
    comments = {comment["id"] for comment in round_["comments"]}
    polls = _once("vote", (poll["id"] for poll in round_["polls"]))
    for mark in round_["annotations"]:
        _among("layer", mark["layer"], layers)
        _among("tag", mark["tag"], tags)
        try:
            check_span(body, mark["start"], mark["end"], mark["quote"])
        except SpanError as error:
            raise BadRow(NOT_SO.format(place=mark["id"], why=error.args[0])) from None
    for comment in round_["comments"]:
        _among("mark", comment["annotation"], marks)
        if comment["reply_to"]:
            _among("comment", comment["reply_to"], comments)
    for vote in (vote for poll in round_["polls"] for vote in poll["votes"] if vote["tag"]):
        _among("tag", vote["tag"], tags)
    _once("change", (change["seq"] for change in round_["changes"]))
    for change in round_["changes"]:
        if change["layer"] is not None:
            _among("layer", change["layer"], layers)
        if change["verb"].startswith("poll."):
            _among("vote", change["payload"].get("id"), polls)


def _people(value: Any) -> Iterable[int]:
    """The number of everybody whom the record speaks of."""
    if isinstance(value, dict):
        if value.keys() == {"person"}:
            yield value["person"]
        for inner in value.values():
            yield from _people(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _people(inner)


def _once(thing: str, values: Iterable[Any]) -> set[Any]:
    found: set[Any] = set()
    for value in values:
        if value in found:
            raise BadRow(TWICE.format(thing=thing, value=str(value)))
        found.add(value)
    return found


def _among(thing: str, value: Any, known: Any) -> None:
    if value not in known:
        raise BadRow(NO_SUCH.format(thing=thing, value=str(value)))
