"""Check that a record is consistent and holds nothing that could not have been entered on our pages. Pure."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from annotate.annotations.answer_key import AnswerError, validate_answer
from annotate.annotations.from_hint import FromHintError, check_from_hint
from annotate.annotations.spans import OUTSIDE, SpanError, check_span
from annotate.codebook import Codebook
from annotate.codebooks.errors import CodebookError
from annotate.codebooks.validation import parse_codebook
from annotate.tag import DetailsError, Tag, check_details
from articles.editing.text_edit import EditError, TextEdit, apply_edits, check_edits
from articles.errors import Unreadable
from articles.parsing.length import check_length
from articles.readers.text import check_text
from articles.sandbox.further import check_further
from articles.text.draft import Formatting, FormattingError, check_formatting
from reports.analysis.sources import source_key
from reports.formats.json_rows import HINTS_LEFT_OUT
from reports.formats.parsed import RowError
from web.i18n.lazy_message import Message
from web.values import find_unstorable, is_nested_deeper, is_web_address, parse_time, replace_unstorable

SCHEMA = json.loads((Path(__file__).parent / "claimlight-1.schema.json").read_text(encoding="utf-8"))
SCHEMA_ERROR = Message("does not follow its schema at {place}: {why}")
DANGLING = Message("refers to something that is not in the file: {thing} {value}.")
WRONG_HASH = Message("was changed: the text of revision {revision} does not match its SHA-256.")
DUPLICATE = Message("contains something twice: {thing} {value}.")
UNSTORABLE = Message("contains a character or number that cannot be stored: {value}.")
DEEP = Message("is nested too deeply.")
WRONG = Message("has an error at {place}: {why}")
NO_TIME = Message("“{time}” is not a time between the years 1900 and 2999.")
NO_DATE = Message("“{date}” is not a valid date.")
NO_LINK = Message("The address of a link was not imported because it is not valid: “{address}”.")
NO_ADDRESS = Message("“{address}” is not an address that begins with https:// or http://.")
OTHER_LINES = Message("Each line of a text must end with a line feed (LF) only.")
NO_READER = Message("Only a reader’s layer can have an annotator.")
NO_ANSWER = Message("Only the answer key can have answers.")
NOT_DELETED = Message("A highlight without a place must be marked as deleted.")
OTHER_TEXT = Message("The edits do not lead from the revision before to this one.")
NO_THREAD = Message("A reply must belong to the first comment about the same highlight.")
NO_SOURCE = Message("“{key}” is not a valid key for a source.")
# Of nested lists and objects; what we write has half as many. With hundreds, JSON can no longer be written.
MAX_LEVELS = 20
# Length to which texts of the file are cut in messages.
MAX_SHOWN = 60


@cache
def schema_validator() -> Any:
    """Return the validator for the schema of records."""
    import jsonschema_rs

    # Values may be of any length, so messages do not repeat them.
    return jsonschema_rs.validator_for(SCHEMA, validate_formats=True, mask="this value")


def check_record(record: dict[str, Any]) -> tuple[Message, ...]:
    """Check ``record``, remove what can be left out of it, and return a message about each thing removed.

    Raises ``RowError`` for a record that does not fit its schema or could not have been made on our pages.
    """
    if is_nested_deeper(record, MAX_LEVELS):
        raise RowError(DEEP)
    unstorable = find_unstorable(record)
    if unstorable is not None:
        raise RowError(UNSTORABLE.format(value=unstorable))
    error = next(schema_validator().iter_errors(record), None)
    if error is not None:
        place = "/".join(map(str, error.instance_path)) or "/"
        raise RowError(SCHEMA_ERROR.format(place=_short(place, 200), why=_short(str(error.message), 300)))
    _check_people(record)
    _check_article(record)
    left_out = _drop_bad_links(record["texts"]) + _drop_hints(record)
    texts = _check_texts(record["texts"])
    codebooks = [_codebook(codebook) for codebook in record["codebooks"]]
    _check_findings(record["findings"], texts)
    for key, name in record["merged_sources"].items():
        if key != source_key(key) or not source_key(name):
            raise _wrong("merged_sources", NO_SOURCE.format(key=_short(key)))
    ids: set[str] = set()
    for round_ in record["rounds"]:
        _check_reference("revision", round_["revision"], texts)
        _check_reference("codebook", round_["codebook"], range(len(codebooks)))
        _Round(round_, texts, codebooks[round_["codebook"]]).check()
        for row in (*round_["annotations"], *round_["comments"]):
            if row["id"] in ids:
                raise RowError(DUPLICATE.format(thing="id", value=row["id"]))
            ids.add(row["id"])
    return left_out


class _Round:
    """Checks a round of the record against its text and its codebook."""

    def __init__(self, row: dict[str, Any], texts: Mapping[int, str], codebook: Codebook) -> None:
        self.row, self.texts, self.body, self.codebook = row, texts, texts[row["revision"]], codebook
        self.tags: Mapping[str, Tag] = {tag.slug: tag for tag in codebook.tags}
        self.layers = {layer["id"]: layer for layer in row["layers"]}

    def check(self) -> None:
        row = self.row
        if row["extract"]:
            self.check_offsets("extract", *row["extract"])
        self.check_times("round", row, "created_at", "due_at")
        for extension in row.get("extensions", ()):
            self.check_times("extension", extension, "due_at")
        members = (person for group in row.get("groups", ()) for person in group["members"])
        _check_unique("group of the person", (person["person"] for person in members))
        self.check_layers()
        for annotation in row["annotations"]:
            self.check_annotation(annotation)
        self.check_comments()
        self.check_shown_hints()
        self.check_polls()
        self.check_changes()

    def check_layers(self) -> None:
        layers = self.row["layers"]
        _check_unique("layer", (layer["id"] for layer in layers))
        _check_unique("layer of the kind", (layer["kind"] for layer in layers if layer["kind"] != "reader"))
        _check_unique(
            "layer of the person", (layer["annotator"]["person"] for layer in layers if layer["annotator"])
        )
        for layer in layers:
            if layer["annotator"] and layer["kind"] != "reader":
                raise _wrong(f"layers/{layer['id']}", NO_READER)
            self.check_times(f"layers/{layer['id']}", layer, "submitted_at")

    def check_annotation(self, row: dict[str, Any]) -> None:
        _check_reference("layer", row["layer"], self.layers)
        _check_reference("tag", row["tag"], self.tags)
        self.check_times(row["id"], row, "created_at", "updated_at")
        if row["answer"] is not None and self.layers[row["layer"]]["kind"] != "key":
            raise _wrong(row["id"], NO_ANSWER)
        try:
            self.check_place(row)
            check_details(self.tags[row["tag"]], row["details"])
            validate_answer(row["answer"], self.codebook, row["tag"])
            check_from_hint(row.get("from_hint"))
        except (SpanError, DetailsError, AnswerError, FromHintError) as error:
            raise _wrong(row["id"], error.args[0]) from None

    def check_place(self, row: dict[str, Any]) -> None:
        """Check the span; that of a deleted annotation may be of any revision, since deleted ones are not carried."""
        if "lost_from" in row:
            _check_reference("revision", row["lost_from"], self.texts)
            if not row["deleted"]:
                raise _wrong(row["id"], NOT_DELETED)
            check_span(self.texts[row["lost_from"]], row["start"], row["end"], row["quote"])
        elif row["deleted"]:
            length = max(map(len, self.texts.values()))
            if not row["start"] < row["end"] <= length:
                raise SpanError(
                    OUTSIDE.format(length=str(length), start=str(row["start"]), end=str(row["end"]))
                )
        else:
            check_span(self.body, row["start"], row["end"], row["quote"])

    def check_comments(self) -> None:
        annotations = {row["id"] for row in self.row["annotations"]}
        comments = {comment["id"]: comment for comment in self.row["comments"]}
        for comment in comments.values():
            _check_reference("mark", comment["annotation"], annotations)
            self.check_times(comment["id"], comment, "created_at", "resolved_at", "removed_at")
            if comment["reply_to"]:
                _check_reference("comment", comment["reply_to"], comments)
                first = comments[comment["reply_to"]]
                if first["reply_to"] or first["annotation"] != comment["annotation"]:
                    raise _wrong(comment["id"], NO_THREAD)

    def check_shown_hints(self) -> None:
        hints = self.row.get("shown_hints", ())
        _check_unique("hint of the person", ((hint["annotator"]["person"], hint["key"]) for hint in hints))
        for hint in hints:
            self.check_times(f"shown_hints/{hint['key']}", hint, "shown_at", "responded_at")

    def check_polls(self) -> None:
        _check_unique("vote", (poll["id"] for poll in self.row["polls"]))
        for poll in self.row["polls"]:
            self.check_offsets(f"polls/{poll['id']}", poll["start"], poll["end"])
            self.check_times(f"polls/{poll['id']}", poll, "opened_at", "closed_at")
            _check_unique(
                "vote of the person", (vote["voter"]["person"] for vote in poll["votes"] if vote["voter"])
            )
            for vote in poll["votes"]:
                if vote["tag"]:
                    _check_reference("tag", vote["tag"], self.tags)

    def check_changes(self) -> None:
        polls = {poll["id"] for poll in self.row["polls"]}
        _check_unique("change", (change["seq"] for change in self.row["changes"]))
        for change in self.row["changes"]:
            payload = change["payload"]
            self.check_times(f"changes/{change['seq']}", change, "at")
            if change["layer"] is not None:
                _check_reference("layer", change["layer"], self.layers)
            if change["verb"].startswith("poll."):
                _check_reference("vote", payload["id"], polls)
            if change["verb"] == "annotation.put" and "tag" in payload:
                _check_reference("tag", payload["tag"], self.tags)
                try:
                    check_details(self.tags[payload["tag"]], payload.get("details", {}))
                    validate_answer(payload.get("answer"), self.codebook, payload["tag"])
                    check_from_hint(payload.get("from_hint"))
                except (DetailsError, AnswerError, FromHintError) as error:
                    raise _wrong(f"changes/{change['seq']}", error.args[0]) from None

    def check_offsets(self, place: str, start: int, end: int) -> None:
        length = len(self.body)
        if not 0 <= start < end <= length:
            raise _wrong(place, OUTSIDE.format(length=str(length), start=str(start), end=str(end)))

    def check_times(self, place: str, row: Mapping[str, Any], *names: str) -> None:
        for name in names:
            _check_time(f"{place}/{name}", row[name])


def _check_article(record: Mapping[str, Any]) -> None:
    article = record["article"]
    _check_time("article/created_at", article["created_at"])
    if article["published"]:
        try:
            date.fromisoformat(article["published"])
        except ValueError:
            raise _wrong("article/published", NO_DATE.format(date=_short(article["published"]))) from None
    try:
        check_further(article.get("metadata", {}))
    except Unreadable as error:
        raise _wrong("article/metadata", error.message) from None


def _check_texts(texts: list[dict[str, Any]]) -> dict[int, str]:
    """Return the bodies by revision."""
    _check_unique("revision", (text["revision"] for text in texts))
    for text in texts:
        place, body = f"texts/{text['revision']}", text["body"]
        if hashlib.sha256(body.encode()).hexdigest() != text["sha256"]:
            raise RowError(WRONG_HASH.format(revision=text["revision"]))
        try:
            if check_text(body) != body:
                raise _wrong(place, OTHER_LINES)
            check_length(body)
            check_formatting(body, [Formatting(*row) for row in text["formatting"]])
        except (Unreadable, FormattingError) as error:
            raise _wrong(place, error.args[0]) from None
        _check_time(f"{place}/created_at", text["created_at"])
    bodies = {text["revision"]: text["body"] for text in texts}
    for text in texts:
        if text.get("edits") is not None:
            _check_edits(text, bodies)
    return bodies


def _check_edits(text: dict[str, Any], bodies: Mapping[int, str]) -> None:
    """Check that the edits make the text out of the one before."""
    before = bodies.get(text["revision"] - 1)
    edits = [TextEdit(*row) for row in text["edits"]]
    try:
        check_edits(before or "", edits)
    except EditError as error:
        raise _wrong(f"texts/{text['revision']}/edits", error.args[0]) from None
    if before is None or apply_edits(before, edits) != text["body"]:
        raise _wrong(f"texts/{text['revision']}/edits", OTHER_TEXT)


def _drop_bad_links(texts: list[dict[str, Any]]) -> tuple[Message, ...]:
    """Empty the addresses of links that cannot be followed, as the readers of articles do."""
    dropped = []
    for text in texts:
        for row in text["formatting"]:
            if row[2] == "link" and row[3] and not is_web_address(row[3]):
                dropped.append(NO_LINK.format(address=_short(row[3])))
                row[3] = ""
    return tuple(dropped)


def _drop_hints(record: dict[str, Any]) -> tuple[Message, ...]:
    """Remove the hints, which rules find anew."""
    hints = record.pop("hints", None)
    return (HINTS_LEFT_OUT.format(count=len(hints["items"])),) if hints and hints["items"] else ()


def _codebook(row: Mapping[str, Any]) -> Codebook:
    try:
        return parse_codebook({name: value for name, value in row.items() if name != "ships"})
    except CodebookError as error:
        raise _wrong("codebooks", error.problems[0].sentence) from None


def _check_findings(findings: list[dict[str, Any]], texts: Mapping[int, str]) -> None:
    _check_unique("finding", ((row["revision"], row["start"], row["end"]) for row in findings))
    for row in findings:
        _check_reference("revision", row["revision"], texts)
        body = texts[row["revision"]]
        try:
            check_span(body, row["start"], row["end"], body[row["start"] : row["end"]])
        except SpanError as error:
            raise _wrong("findings", error.args[0]) from None
        for link in row["evidence"]:
            if not is_web_address(link):
                raise _wrong("findings", NO_ADDRESS.format(address=_short(link)))
        _check_time("findings/at", row["at"])


def _check_people(record: dict[str, Any]) -> None:
    people = _check_unique("person", (row["person"] for row in record["people"]))
    _check_unique("name", (row["name"] for row in record["people"]))
    for person in _people(record):
        _check_reference("person", person, people)


def _people(value: Any) -> Iterator[int]:
    """Yield the number of each person to whom the record refers."""
    if isinstance(value, dict):
        # A tag may have a detail called “person”, whose value is a text.
        if value.keys() == {"person"} and isinstance(value["person"], int):
            yield value["person"]
        for inner in value.values():
            yield from _people(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _people(inner)


def _check_unique(thing: str, values: Iterable[Any]) -> set[Any]:
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise RowError(DUPLICATE.format(thing=thing, value=_short(str(value))))
        seen.add(value)
    return seen


def _check_reference(thing: str, value: Any, existing: Collection[Any]) -> None:
    if value not in existing:
        raise RowError(DANGLING.format(thing=thing, value=_short(str(value))))


def _check_time(place: str, time: str | None) -> None:
    if time is not None:
        try:
            parse_time(time)
        except ValueError:
            raise _wrong(place, NO_TIME.format(time=_short(time))) from None


def _wrong(place: str, why: Message) -> RowError:
    return RowError(WRONG.format(place=place, why=why))


def _short(text: str, length: int = MAX_SHOWN) -> str:
    return replace_unstorable(text)[:length]
