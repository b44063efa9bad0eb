"""All that is kept of an article, as plain values: texts, codebooks, rounds, marks, what was said, and the whole log.

Its shape is ``reports/formats/claimlight-1.schema.json``.
"""

import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404
from django.utils.translation import gettext as _

from annotate.access import changes_in, export_rows, polls_in, rounds_on
from annotate.codebook import tag_definition
from annotate.enums import LayerKind
from annotate.models import Annotation, Codebook, Comment, Poll, Round, Vote
from articles.actions import METADATA_FIELDS
from articles.models import Article
from people.models import User
from reports.access import merged_sources
from reports.analysis.pseudonyms import shuffled_numbers
from reports.analysis.report import SOFTWARE
from reports.options import ReportOptions

VERSION = 1
EVERYTHING = 10**9
# Where the log names people, and marks and comments by their ids.
ROLES = ("annotator", "author")
IDS = ("id", "annotation", "reply_to", "marks")
UUID_LIKE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def dump_article(
    user: User, article: Article, wanted: ReportOptions, salt: str | None = None
) -> dict[str, Any]:
    """The record of what ``user`` may see. With a ``salt`` nobody is named: people are numbered in an order of its own.

    Raises ``Http404`` for a round that is not there for ``user``.
    """
    return _ArticleDump(user, article, wanted, salt).made()


class _ArticleDump:
    def __init__(self, user: User, article: Article, wanted: ReportOptions, salt: str | None) -> None:
        self.user, self.article, self.wanted, self.salt = user, article, wanted, salt
        self.people: dict[int, User] = {}
        self.codebooks: dict[int, Codebook] = {}

    def made(self) -> dict[str, Any]:
        article = self.article
        found = rounds_on(self.user, article).select_related("text__article__team", "codebook", "created_by")
        rounds = [
            round_ for round_ in found.order_by("pk")
            if self.wanted.round in (None, round_.pk) and self.wanted.revision in (None, round_.text.revision)
        ]  # fmt: skip
        if self.wanted.round is not None and not rounds:
            raise Http404(_("There is no such round in this report, or it is not shared with you."))
        texts = list(article.texts.order_by("revision"))
        findings = [
            {
                "revision": text.revision, "start": f.start, "end": f.end, "status": f.status, "evidence": f.evidence,
                "note": f.note, "by": self.person(f.changed_by), "at": _when(f.changed_at),
            }
            for text in texts
            for f in text.findings.select_related("changed_by").order_by("start", "end")
        ]  # fmt: skip
        kept = [self.round(round_) for round_ in rounds]
        facts = {fact: getattr(article, fact) for fact in METADATA_FIELDS}
        record = {
            "format": "claimlight",
            "version": VERSION,
            "software": SOFTWARE,
            "names": self.salt is None,
            "article": facts | {
                "published": article.published.isoformat() if article.published else None,
                "created_at": _when(article.created_at),
            },
            "texts": [
                {
                    "revision": text.revision, "sha256": text.sha256, "body": text.body, "formatting": text.formatting,
                    "created_at": _when(text.created_at),
                }
                for text in texts
            ],
            "codebooks": [_codebook(codebook) for codebook in self.codebooks.values()],
            "rounds": kept,
            "findings": findings,
            "merged_sources": merged_sources(article),
        }  # fmt: skip
        return self._told(record)

    def person(self, person: User | None) -> dict[str, int] | None:
        """Somebody; what they are called is filled in when all are known."""
        if person is None:
            return None
        self.people.setdefault(person.pk, person)
        return {"person": person.pk}

    def round(self, round_: Round) -> dict[str, Any]:
        self.codebooks.setdefault(round_.codebook_id, round_.codebook)
        layers, marks, comments, votes = export_rows(self.user, round_)
        if self.wanted.readers:
            layers = [
                x for x in layers if x.kind != LayerKind.READER or x.annotator_id in self.wanted.readers
            ]
        shown = {layer.pk: n for n, layer in enumerate(layers, 1)}
        users = User.objects.in_bulk(
            {layer.annotator_id for layer in layers}
            | {c.author_id for c in comments}
            | {v.voter_id for v in votes}
        )
        marks = [mark for mark in marks if mark.layer_id in shown]
        there = {mark.pk for mark in marks}
        polls = {poll.pk: n for n, poll in enumerate(polls_in(round_), 1)}
        changes = [
            (seq, change) for seq, change in changes_in(self.user, round_, 0, EVERYTHING)
            if change.layer_id is None or change.layer_id in shown
        ]  # fmt: skip
        said = [change.payload.get(role) for _seq, change in changes for role in ROLES]
        users |= User.objects.in_bulk(
            {change.actor_id for _seq, change in changes} | {*filter(None, map(_id, said))}
        )
        return {
            "revision": round_.text.revision,
            "codebook": list(self.codebooks).index(round_.codebook_id),
            "created_by": self.person(round_.created_by),
            "created_at": _when(round_.created_at),
            "mode": round_.mode,
            "state": round_.state,
            "instructions": round_.instructions,
            "due_at": _when(round_.due_at),
            "extract": None if round_.extract_end is None else list(round_.extract),
            "feedback": round_.feedback,
            "feedback_when": round_.feedback_when,
            "participants": [self.person(person) for person in round_.participants.order_by("pk")],
            "layers": [
                {
                    "id": shown[layer.pk], "kind": layer.kind, "annotator": self.person(users.get(layer.annotator_id)),
                    "submitted_at": _when(layer.submitted_at), "late": layer.late,
                }
                for layer in layers
            ],
            "annotations": [_annotation(mark, shown[mark.layer_id]) for mark in marks],
            "comments": [self._comment(c, users) for c in comments if c.annotation_id in there],
            "polls": [self._poll(poll, polls[poll.pk], votes, users) for poll in polls_in(round_)],
            "changes": [
                {
                    "seq": seq, "actor": self.person(users.get(change.actor_id)),
                    "layer": shown.get(change.layer_id), "verb": change.verb, "at": _when(change.created_at),
                    "payload": self._payload(change.verb, change.payload, polls, users),
                }
                for seq, change in changes
            ],
        }  # fmt: skip

    def _comment(self, comment: Comment, users: dict[int, User]) -> dict[str, Any]:
        return {
            "id": str(comment.pk),
            "annotation": str(comment.annotation_id),
            "reply_to": str(comment.reply_to_id) if comment.reply_to_id else None,
            "author": self.person(users.get(comment.author_id)),
            "body": comment.body,
            "created_at": _when(comment.created_at),
            "resolved_at": _when(comment.resolved_at),
            "removed_at": _when(comment.removed_at),
        }

    def _poll(self, poll: Poll, number: int, votes: list[Vote], users: dict[int, User]) -> dict[str, Any]:
        own = [vote for vote in votes if vote.poll_id == poll.pk]
        return {
            "id": number,
            "start": poll.start,
            "end": poll.end,
            "opened_at": _when(poll.opened_at),
            "closed_at": _when(poll.closed_at),
            "votes": [
                {"voter": self.person(users.get(vote.voter_id)), "tag": vote.tag.slug if vote.tag else None}
                for vote in own
            ],
        }

    def _payload(
        self, verb: str, payload: dict[str, Any], polls: dict[int, int], users: dict[int, User]
    ) -> dict[str, Any]:
        """Without numbers that mean something in this database alone."""
        said = dict(payload)
        if verb.startswith("poll."):
            said["id"] = polls.get(said["id"], said["id"])
        for role in ROLES:
            if role in said:
                said[role] = self.person(users.get(_id(said[role])))
        return said

    def _told(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with its people, by numbers that mean nothing elsewhere; without names where none are wanted."""
        pks = sorted(self.people)
        if self.salt is not None:
            pks = shuffled_numbers(pks, self.salt)
        numbers = {pk: number for number, pk in enumerate(pks, 1)}
        if self.salt is None:
            names = _apart({pk: self.people[pk].name for pk in pks})
        else:
            names = {pk: _("Reader {number}").format(number=numbers[pk]) for pk in pks}
        record = _numbered(record, numbers)
        if self.salt is not None:
            record = _pseudonymized(record, self.salt)
            for round_ in record["rounds"]:
                for said in (
                    *round_["comments"],
                    *(c["payload"] for c in round_["changes"] if "body" in c["payload"]),
                ):
                    said["body"] = self._unnamed(said["body"], names)
        return record | {"people": [{"person": numbers[pk], "name": names[pk]} for pk in pks]}

    def _unnamed(self, body: str, names: dict[int, str]) -> str:
        """Who is meant by an @name is told by their number, too."""
        people = sorted(self.people.items(), key=lambda each: -len(each[1].name))
        parts, at = [], 0
        while (sign := body.find("@", at)) >= 0:
            parts.append(body[at:sign])
            at = sign + 1
            for pk, person in people:
                if body[at : at + len(person.name)].lower() == person.name.lower():
                    parts.append(f"@{names[pk]}")
                    at += len(person.name)
                    break
            else:
                parts.append("@")
        return "".join([*parts, body[at:]])


def _apart(names: dict[int, str]) -> dict[int, str]:
    """Two of one name are told apart by a number."""
    found: dict[int, str] = {}
    for pk, name in names.items():
        called, number = name, 2
        while called in found.values():
            called, number = f"{name} ({number})", number + 1
        found[pk] = called
    return found


def _numbered(value: Any, numbers: dict[int, int]) -> Any:
    if isinstance(value, dict):
        # The answer to a tag's question that is called “person” is a text.
        if value.keys() == {"person"} and isinstance(value["person"], int):
            return {"person": numbers[value["person"]]}
        return {name: _numbered(inner, numbers) for name, inner in value.items()}
    return [_numbered(inner, numbers) for inner in value] if isinstance(value, list) else value


def _pseudonymized(value: Any, salt: str, name: str = "") -> Any:
    """With other ids, the same for the same, and of each time only the day: both lead back to people."""
    if isinstance(value, dict):
        return {key: _pseudonymized(inner, salt, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_pseudonymized(inner, salt, name) for inner in value]
    if isinstance(value, str) and name in IDS and UUID_LIKE.fullmatch(value):
        return str(uuid5(UUID(value), salt))
    if isinstance(value, str) and (name == "at" or name.endswith("_at")):
        return f"{value[:10]}T00:00:00+00:00"
    return value


def _id(who: Any) -> Any:
    """The number of somebody in the log."""
    return who["id"] if isinstance(who, dict) else who


def _annotation(mark: Annotation, layer: int) -> dict[str, Any]:
    same = ("start", "end", "quote", "details", "note", "answer", "version", "deleted")
    return {"id": str(mark.pk), "layer": layer, "tag": mark.tag.slug} | {
        **{name: getattr(mark, name) for name in same},
        "created_at": _when(mark.created_at),
        "updated_at": _when(mark.updated_at),
    }


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


def _when(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
