"""Dump everything stored about an article: texts, codebooks, rounds, annotations, comments, and the change log.

The schema of a record is ``reports/formats/claimlight-1.schema.json``.
"""

import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import (
    export_rows,
    known_participants,
    numbered_for_files,
    polls_in,
    rounds_on,
    visible_extensions,
    visible_groups,
)
from annotate.enums import HintTiming, LayerKind
from annotate.hints.json import shown_hint_json
from annotate.models import Annotation, Change, Codebook, Comment, HandInReview, Poll, Round, Vote
from annotate.revisions.past import ends_of_rounds, past_annotations, past_polls, set_past_submissions
from annotate.tag import tag_definition
from articles.access import further_columns
from articles.actions import METADATA_FIELDS
from articles.models import Article
from people.models import User
from reports.access import merged_sources
from reports.analysis.pseudonyms import PersonNames, shuffled_numbers
from reports.analysis.report import SOFTWARE
from reports.formats.interchange.json import plain_value
from reports.loader import load_report
from reports.options import ReportOptions

VERSION = 1
# Fields of the change log with people, and with ids of annotations and comments.
ROLES = ("annotator", "author", "person")
IDS = ("id", "annotation", "reply_to", "marks")
UUID_LIKE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def dump_article(
    user: User,
    article: Article,
    options: ReportOptions,
    salt: str | None = None,
    names: PersonNames | None = None,
) -> dict[str, Any]:
    """Return the record of what ``user`` may see. With a ``salt``, people are numbered, in an order that it determines.

    ``names``, whose salt it is, says what people are called in many files. Raises ``Http404`` for a round that ``user``
    may not see.
    """
    return _ArticleDump(user, article, options, salt, names).record()


class _ArticleDump:
    """Builds the record of an article."""

    def __init__(
        self,
        user: User,
        article: Article,
        options: ReportOptions,
        salt: str | None,
        names: PersonNames | None,
    ) -> None:
        self.user, self.article, self.options, self.salt = user, article, options, salt
        self.names = names
        self.people: dict[int, User] = {}
        self.codebooks: dict[int, Codebook] = {}

    def record(self) -> dict[str, Any]:
        article = self.article
        visible = rounds_on(self.user, article).select_related(
            "text__article__team", "codebook", "created_by"
        )
        revision = self.options.revision
        past = article.texts.filter(revision=revision) if revision is not None else ()
        self.ends = ends_of_rounds(visible.order_by(), past)
        rounds = [
            round_ for round_ in visible.order_by("pk")
            if self.options.round in (None, round_.pk)
            and (revision in (None, round_.text.revision) or round_.pk in self.ends)
        ]  # fmt: skip
        if self.options.round is not None and not rounds:
            raise Http404(_("This exercise is not part of the report, or it is not shared with you."))
        texts = list(article.texts.select_related("corrected_by").order_by("revision"))
        findings = [
            {
                "revision": text.revision, "start": f.start, "end": f.end, "status": f.status, "evidence": f.evidence,
                "note": f.note, "by": self.person(f.changed_by), "at": _iso(f.changed_at),
            }
            for text in texts
            for f in text.findings.select_related("changed_by").order_by("start", "end")
        ]  # fmt: skip
        round_rows = [self.round(round_) for round_ in rounds]
        metadata = {field: getattr(article, field) for field in METADATA_FIELDS}
        further = further_columns(self.user, article)
        record = {
            "format": "claimlight",
            "version": VERSION,
            "software": SOFTWARE,
            "names": self.salt is None,
            "article": metadata | {
                "published": article.published.isoformat() if article.published else None,
                "created_at": _iso(article.created_at),
            } | ({"metadata": further} if further else {}),
            "texts": [
                {
                    "revision": text.revision, "sha256": text.sha256, "body": text.body, "formatting": text.formatting,
                    "created_at": _iso(text.created_at), "edits": text.edits,
                    "hand_changes": text.hand_changes,
                    "corrected_by": self.person(text.corrected_by),
                }
                for text in texts
            ],
            "codebooks": [_codebook(codebook) for codebook in self.codebooks.values()],
            "rounds": round_rows,
            "findings": findings,
            "merged_sources": merged_sources(article),
        }  # fmt: skip
        hints = self.hints(rounds)
        return self._with_people(record | ({"hints": hints} if hints else {}))

    def hints(self, rounds: list[Round]) -> Any:
        """Return the hints that nobody highlighted as the report has them, None unless everybody may see them."""
        if all(round_.hints == HintTiming.OFF for round_ in rounds):
            return None
        loader = load_report(self.user, self.article, self.options, self.salt, shared=True)
        return plain_value(loader.annotations_with_hints.hints)

    def person(self, person: User | None) -> dict[str, int] | None:
        """Return a reference to a person; names are added at the end, when all people are known."""
        if person is None:
            return None
        self.people.setdefault(person.pk, person)
        return {"person": person.pk}

    def round(self, round_: Round) -> dict[str, Any]:
        self.codebooks.setdefault(round_.codebook_id, round_.codebook)
        rows = export_rows(self.user, round_)
        layers, comments, hints = rows.layers, rows.comments, rows.hints
        end = self.ends.get(round_.pk)
        if end:
            layers = set_past_submissions(layers, end)
            comments = [comment for comment in comments if comment.created_at < end.created_at]
            hints = [hint for hint in hints if hint.shown_at < end.created_at]
        if self.options.readers:
            layers = [
                layer
                for layer in layers
                if layer.kind != LayerKind.READER or layer.annotator_id in self.options.readers
            ]
            hints = [hint for hint in hints if hint.annotator_id in self.options.readers]
        layer_numbers = {layer.pk: number for number, layer in enumerate(layers, 1)}
        users = User.objects.in_bulk(
            {layer.annotator_id for layer in layers}
            | {c.author_id for c in comments}
            | {v.voter_id for v in rows.votes}
        )
        # What teachers write about a person names them in too many ways.
        reviews = {} if end or self.salt is not None else {review.layer_id: review for review in rows.reviews}
        annotations = self._annotations(end, rows.annotations, layer_numbers)
        annotation_ids = {row["id"] for row in annotations}
        polls = past_polls(end) if end else list(polls_in(round_))
        poll_numbers = {poll.pk: number for number, poll in enumerate(polls, 1)}
        changes = [
            (seq, change) for seq, change in numbered_for_files(self.user, round_)
            if (change.layer_id is None or change.layer_id in layer_numbers) and (not end or change.seq < end.seq)
        ]  # fmt: skip
        before = end.payload["before"] if end else None
        in_payloads = [change.payload.get(role) for _seq, change in changes for role in ROLES]
        users |= User.objects.in_bulk(
            {change.actor_id for _seq, change in changes} | {*filter(None, map(_person_id, in_payloads))}
        )
        return {
            "revision": before["revision"] if before else round_.text.revision,
            "codebook": list(self.codebooks).index(round_.codebook_id),
            "created_by": self.person(round_.created_by),
            "created_at": _iso(round_.created_at),
            "mode": round_.mode,
            "state": round_.state,
            "instructions": round_.instructions,
            "due_at": _iso(round_.due_at),
            "extract": before["extract"] if before else round_.extract_end and list(round_.extract),
            "feedback": round_.feedback,
            "feedback_when": round_.feedback_when,
            "hints": round_.hints,
            "detail_suggestions": round_.detail_suggestions,
            "participants": [self.person(person) for person in known_participants(self.user, round_)],
            "group_size": round_.group_size,
            "groups": self._groups(round_),
            "extensions": [
                {"person": self.person(extension.user), "due_at": _iso(extension.due_at)}
                for extension in visible_extensions(self.user, round_)
            ],
            "layers": [
                {
                    "id": layer_numbers[layer.pk], "kind": layer.kind,
                    "annotator": self.person(users.get(layer.annotator_id)),
                    "submitted_at": _iso(layer.submitted_at), "late": layer.handed_in_late,
                    "hints_requested": layer.hints_requested,
                } | self._review(reviews.get(layer.pk))
                for layer in layers
            ],
            "annotations": annotations,
            "comments": [self._comment(c, users) for c in comments if str(c.annotation_id) in annotation_ids],
            "shown_hints": [
                shown_hint_json(hint) | {"annotator": self.person(hint.annotator)} for hint in hints
            ],
            "polls": [self._poll(poll, poll_numbers[poll.pk], rows.votes, users) for poll in polls],
            "changes": [
                {
                    "seq": seq, "actor": self.person(users.get(change.actor_id)),
                    "layer": layer_numbers.get(change.layer_id), "verb": change.verb, "at": _iso(change.created_at),
                    "payload": self._payload(change.verb, change.payload, poll_numbers, users),
                }
                for seq, change in changes
            ],
        }  # fmt: skip

    def _annotations(
        self, end: Change | None, annotations: list[Annotation], layers: dict[int, int]
    ) -> list[dict[str, Any]]:
        """Return the rows of the annotations in ``layers``, as they stand or as they stood before ``end``."""
        if end is None:
            return [_annotation(a, layers[a.layer_id]) for a in annotations if a.layer_id in layers]
        past = [item for kind in LayerKind for item in past_annotations(self.user, end, kind)]
        return [_past_annotation(row, layers[layer]) for layer, row in past if layer in layers]

    def _review(self, review: HandInReview | None) -> dict[str, Any]:
        """Return the field of a layer that was reviewed."""
        if review is None:
            return {}
        by, at = self.person(review.reviewer), _iso(review.updated_at)
        return {"review": {"comment": review.comment, "score": review.score, "by": by, "at": at}}

    def _groups(self, round_: Round) -> list[dict[str, Any]]:
        """Return the groups that the user may know; pseudonymized, they go by their numbers."""
        if not self.options.readers:
            return [
                {
                    "name": group.name if self.salt is None else "",
                    "members": [self.person(member.user) for member in group.members.all()],
                }
                for group in visible_groups(self.user, round_)
            ]
        return []

    def _comment(self, comment: Comment, users: dict[int, User]) -> dict[str, Any]:
        return {
            "id": str(comment.pk),
            "annotation": str(comment.annotation_id),
            "reply_to": str(comment.reply_to_id) if comment.reply_to_id else None,
            "author": self.person(users.get(comment.author_id)),
            "body": comment.body,
            "created_at": _iso(comment.created_at),
            "resolved_at": _iso(comment.resolved_at),
            "removed_at": _iso(comment.removed_at),
        }

    def _poll(self, poll: Poll, number: int, votes: list[Vote], users: dict[int, User]) -> dict[str, Any]:
        return {
            "id": number,
            "start": poll.start,
            "end": poll.end,
            "opened_at": _iso(poll.opened_at),
            "closed_at": _iso(poll.closed_at),
            "votes": [
                {"voter": self.person(users.get(vote.voter_id)), "tag": vote.tag.slug if vote.tag else None}
                for vote in votes
                if vote.poll_id == poll.pk
            ],
        }

    def _payload(
        self, verb: str, payload: dict[str, Any], poll_numbers: dict[int, int], users: dict[int, User]
    ) -> dict[str, Any]:
        """Return the payload with the record's own numbers instead of ids of this database."""
        result = dict(payload)
        if verb.startswith("poll."):
            result["id"] = poll_numbers.get(result["id"], result["id"])
        for role in ROLES:
            if role in result:
                result[role] = self.person(users.get(_person_id(result[role])))
        return result

    def _with_people(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return the record with its people, numbered from 1; pseudonymized if there is a salt."""
        pks = sorted(self.people)
        if self.salt is not None:
            pks = shuffled_numbers(pks, self.salt)
        numbers = {pk: number for number, pk in enumerate(pks, 1)}
        if self.salt is None:
            names = _unique_names({pk: self.people[pk].name for pk in pks})
        else:
            names = {pk: _("Reader {number}").format(number=numbers[pk]) for pk in pks}
        if self.names:
            names = {pk: self.names.of(pk, name) for pk, name in names.items()}
        record = _with_numbers(record, numbers)
        if self.salt is not None:
            record = _pseudonymized(record, self.salt)
            for round_ in record["rounds"]:
                for comment in (
                    *round_["comments"],
                    *(c["payload"] for c in round_["changes"] if "body" in c["payload"]),
                ):
                    comment["body"] = self._without_mentions(comment["body"], names)
        return record | {"people": [{"person": numbers[pk], "name": names[pk]} for pk in pks]}

    def _without_mentions(self, body: str, names: dict[int, str]) -> str:
        """Replace the name in each @mention by the pseudonym of the person."""
        people = sorted(self.people.items(), key=lambda item: -len(item[1].name))
        parts, offset = [], 0
        while (sign := body.find("@", offset)) >= 0:
            parts.append(body[offset:sign])
            offset = sign + 1
            for pk, person in people:
                if body[offset : offset + len(person.name)].lower() == person.name.lower():
                    parts.append(f"@{names[pk]}")
                    offset += len(person.name)
                    break
            else:
                parts.append("@")
        return "".join([*parts, body[offset:]])


def _unique_names(names: dict[int, str]) -> dict[int, str]:
    """Add a number to names that occur more than once."""
    unique: dict[int, str] = {}
    for pk, name in names.items():
        candidate, number = name, 2
        while candidate in unique.values():
            candidate, number = f"{name} ({number})", number + 1
        unique[pk] = candidate
    return unique


def _with_numbers(value: Any, numbers: dict[int, int]) -> Any:
    if isinstance(value, dict):
        # A tag may have a detail called “person”, whose value is a text.
        if value.keys() == {"person"} and isinstance(value["person"], int):
            return {"person": numbers[value["person"]]}
        return {name: _with_numbers(inner, numbers) for name, inner in value.items()}
    return [_with_numbers(inner, numbers) for inner in value] if isinstance(value, list) else value


def _pseudonymized(value: Any, salt: str, name: str = "") -> Any:
    """Return the value with consistently changed ids and with days instead of times, which could identify people."""
    if isinstance(value, dict):
        return {key: _pseudonymized(inner, salt, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_pseudonymized(inner, salt, name) for inner in value]
    if isinstance(value, str) and name in IDS and UUID_LIKE.fullmatch(value):
        return str(uuid5(UUID(value), salt))
    if isinstance(value, str) and (name == "at" or name.endswith("_at")):
        return f"{value[:10]}T00:00:00+00:00"
    return value


def _person_id(person: Any) -> int | None:
    """Return the id of a person in the change log; None for anything else, which older versions took from files."""
    pk = person.get("id") if isinstance(person, dict) else person
    return pk if isinstance(pk, int) else None


def _annotation(annotation: Annotation, layer: int) -> dict[str, Any]:
    fields = ("start", "end", "quote", "details", "note", "answer", "version", "deleted")
    return {"id": str(annotation.pk), "layer": layer, "tag": annotation.tag.slug} | {
        **{name: getattr(annotation, name) for name in fields},
        "created_at": _iso(annotation.created_at),
        "updated_at": _iso(annotation.updated_at),
        **({"lost_from": annotation.lost_from.revision} if annotation.lost_from else {}),
        **({"from_hint": annotation.from_hint} if annotation.from_hint else {}),
    }


def _past_annotation(row: dict[str, Any], layer: int) -> dict[str, Any]:
    names = ("id", "tag", "start", "end", "quote", "details", "note", "version", "created_at", "updated_at")
    fields = {name: row[name] for name in names}
    fields |= {"from_hint": row["from_hint"]} if "from_hint" in row else {}
    return fields | {"layer": layer, "answer": row.get("answer"), "deleted": False}


def _codebook(codebook: Codebook) -> dict[str, Any]:
    pure = codebook.pure
    tags = [tag_definition(tag) | {"archived": tag.archived} for tag in pure.tags]
    return {
        "slug": pure.slug,
        "title": pure.title,
        "version": pure.version,
        "ships": pure.ships,
        "tags": [tag | {"details": [dict(detail) for detail in tag["details"]]} for tag in tags],
    }


def _iso(time: datetime | None) -> str | None:
    return time.isoformat() if time else None
