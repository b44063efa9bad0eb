"""Brings back a record: the article with its rounds as they were, marks, talk, votes and the whole log."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from annotate.access import existing_ids
from annotate.annotations.quotas import check_new_round_quota
from annotate.annotations.spans import check_span, quote_context
from annotate.codebook import Codebook as PureCodebook
from annotate.codebook import tag_from
from annotate.codebooks.actions import find_or_import_codebook
from annotate.discussion.mentions import mentioned_ids
from annotate.models import Annotation, Change, Codebook, Comment, Layer, Poll, Round, Tag, Vote
from articles.actions import METADATA_FIELDS, create_frozen_articles
from articles.models import Article, Text
from articles.text.draft import Draft, Formatting
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from reports.archive.dump import IDS, ROLES
from reports.models import Finding, Import, MergedSource
from web.values import parse_time

CHUNK = 500
NOT_ONE_PERSON = N_("Two people of one record cannot be one person here.")


@transaction.atomic
def load_article(
    user: User, import_: Import, record: Mapping[str, Any], people: Mapping[str, User]
) -> dict[str, int]:
    """How many articles and marks are new. Rounds that are here already stay as they are.

    ``people`` says who each name is here; whoever is not among them is left out with all they marked.
    """
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    return _LoadedArticle(user, import_, record, people).made()


class _LoadedArticle:
    def __init__(
        self, user: User, import_: Import, record: Mapping[str, Any], people: Mapping[str, User]
    ) -> None:
        self.user, self.import_, self.record = user, import_, record
        named = {row["person"]: people[row["name"]] for row in record["people"] if row["name"] in people}
        if len({person.pk for person in named.values()}) < len(named):
            raise PermissionRefused(_(NOT_ONE_PERSON))
        self.who: dict[int, User] = named

    def made(self) -> dict[str, int]:
        texts, fresh = self.texts()
        marks = 0
        codebooks: dict[int, Codebook] = {}
        for kept in self.record["rounds"]:
            text = texts[kept["revision"]]
            if not text.rounds.filter(created_at=_time(kept["created_at"])).exists():
                number = kept["codebook"]
                if number not in codebooks:
                    codebooks[number] = self.codebook(self.record["codebooks"][number])
                marks += _LoadedRound(self, text, codebooks[number], kept).made()
        if fresh:
            self.added(texts)
        return {"articles": fresh, "marks": marks}

    def texts(self) -> tuple[dict[int, Text], int]:
        """revision -> text, and whether the article is new."""
        kept = self.record["texts"]
        team = self.import_.team
        whose = {"article__team": team} if team else {"article__team": None, "article__owner": self.user}
        last = (
            Text.objects.filter(sha256=kept[-1]["sha256"], article__deleted_at=None, **whose)
            .order_by("-pk")
            .first()
        )
        here = (
            {text.sha256: text for text in last.article.texts.select_related("article__team")} if last else {}
        )
        if all(text["sha256"] in here for text in kept):
            return {text["revision"]: here[text["sha256"]] for text in kept}, 0
        facts = {fact: self.record["article"][fact] for fact in METADATA_FIELDS}
        facts["published"] = date.fromisoformat(facts["published"]) if facts["published"] else None
        formatting = tuple(Formatting(*row) for row in kept[0]["formatting"])
        (first,) = create_frozen_articles(
            self.user, [Draft(kept[0]["body"], formatting=formatting, **facts)], team
        )
        found = {kept[0]["revision"]: first}
        for text in kept[1:]:
            row = Text(
                article=first.article,
                revision=text["revision"],
                body=text["body"],
                formatting=text["formatting"],
            )
            row.save()
            found[text["revision"]] = row
        Article.objects.filter(pk=first.article_id).update(
            created_at=_time(self.record["article"]["created_at"])
        )
        for text in kept:
            Text.objects.filter(pk=found[text["revision"]].pk).update(created_at=_time(text["created_at"]))
        return found, 1

    def codebook(self, kept: Mapping[str, Any]) -> Codebook:
        pure = PureCodebook(
            kept["slug"],
            kept["title"],
            kept["version"],
            tuple(map(tag_from, kept["tags"])),
            ships=kept["ships"],
        )
        return find_or_import_codebook(self.user, pure, self.import_.team)

    def added(self, texts: dict[int, Text]) -> None:
        """What the team added to the report."""
        article = next(iter(texts.values())).article
        for key, name in self.record["merged_sources"].items():
            MergedSource.objects.create(article=article, key=key, name=name)
        for kept in self.record["findings"]:
            facts = {name: kept[name] for name in ("start", "end", "status", "evidence", "note")}
            finding = Finding.objects.create(
                text=texts[kept["revision"]], changed_by=self.person(kept["by"]), **facts
            )
            Finding.objects.filter(pk=finding.pk).update(changed_at=_time(kept["at"]))

    def person(self, told: Mapping[str, int] | None) -> User | None:
        return self.who.get(told["person"]) if told else None


class _LoadedRound:
    """One round: first what is the same everywhere, then what hangs on it, last the log that speaks of all of it."""

    def __init__(
        self, whole: _LoadedArticle, text: Text, codebook: Codebook, kept: Mapping[str, Any]
    ) -> None:
        self.whole, self.text, self.codebook, self.kept = whole, text, codebook, kept
        self.tags: dict[str, Tag] = {tag.slug: tag for tag in codebook.tags.all()}

    def made(self) -> int:
        """How many marks it has."""
        kept = self.kept
        self.round = self._round()
        self.layers = self._layers()
        marks = [row for row in kept["annotations"] if row["layer"] in self.layers]
        check_new_round_quota(Counter(row["layer"] for row in marks if not row["deleted"]).values())
        there = {row["id"] for row in marks}
        comments = [row for row in kept["comments"] if row["annotation"] in there]
        self.ids = _free_ids(Annotation, [row["id"] for row in marks], self.round.pk)
        self.ids |= _free_ids(Comment, [row["id"] for row in comments], self.round.pk)
        Annotation.objects.bulk_create(map(self._annotation, marks))
        self._comments(comments)
        self.polls = {row["id"]: self._poll(row) for row in kept["polls"]}
        changes = [row for row in kept["changes"] if row["layer"] is None or row["layer"] in self.layers]
        Change.objects.bulk_create(self._change(row) for row in changes)
        self.whole.import_.rounds.add(self.round)
        return sum(not row["deleted"] for row in marks)

    def _round(self) -> Round:
        kept = self.kept
        start, end = kept["extract"] or (None, None)
        same = {name: kept[name] for name in ("mode", "state", "instructions", "feedback", "feedback_when")}
        round_ = Round.objects.create(
            text=self.text, codebook=self.codebook, created_by=self.whole.person(kept["created_by"]),
            due_at=_time(kept["due_at"]), extract_start=start, extract_end=end,
            # Others rely on it that there are no more marks than changes, whatever the file says.
            last_seq=max((*(row["seq"] for row in kept["changes"]), len(kept["annotations"]))), **same,
        )  # fmt: skip
        Round.objects.filter(pk=round_.pk).update(created_at=_time(kept["created_at"]))
        people = map(self.whole.person, kept["participants"])
        round_.participants.set([person for person in people if person])
        return round_

    def _layers(self) -> dict[int, Layer]:
        """Without those of people who are left out."""
        wanted = [
            row for row in self.kept["layers"] if not row["annotator"] or self.whole.person(row["annotator"])
        ]
        rows = [
            Layer(
                round=self.round, kind=row["kind"], annotator=self.whole.person(row["annotator"]),
                submitted_at=_time(row["submitted_at"]), late=row.get("late", False),
            )
            for row in wanted
        ]  # fmt: skip
        return {row["id"]: layer for row, layer in zip(wanted, Layer.objects.bulk_create(rows), strict=True)}

    def _annotation(self, row: Mapping[str, Any]) -> Annotation:
        body = self.text.body
        check_span(body, row["start"], row["end"], row["quote"])
        prefix, suffix = quote_context(body, row["start"], row["end"])
        same = {
            name: row[name]
            for name in ("start", "end", "quote", "details", "note", "answer", "version", "deleted")
        }
        return Annotation(
            id=self.ids[row["id"]], layer=self.layers[row["layer"]], tag=self.tags[row["tag"]], prefix=prefix,
            suffix=suffix, created_at=_time(row["created_at"]), updated_at=_time(row["updated_at"]), **same,
        )  # fmt: skip

    def _comments(self, rows: list[Mapping[str, Any]]) -> None:
        people = list(self.whole.who.values())
        names = [(person.pk, person.name) for person in people]
        # First those that others answer.
        for row in sorted(rows, key=lambda row: row["reply_to"] is not None):
            comment = Comment.objects.create(
                id=self.ids[row["id"]], annotation_id=self.ids[row["annotation"]],
                reply_to_id=self.ids[row["reply_to"]] if row["reply_to"] else None,
                author=self.whole.person(row["author"]), body=row["body"], created_at=_time(row["created_at"]),
                resolved_at=_time(row["resolved_at"]), removed_at=_time(row["removed_at"]),
            )  # fmt: skip
            comment.mentions.set(mentioned_ids(row["body"], names))

    def _poll(self, row: Mapping[str, Any]) -> Poll:
        poll = Poll.objects.create(
            round=self.round, start=row["start"], end=row["end"], opened_at=_time(row["opened_at"]),
            closed_at=_time(row["closed_at"]),
        )  # fmt: skip
        votes = [(self.whole.person(vote["voter"]), vote["tag"]) for vote in row["votes"]]
        Vote.objects.bulk_create(
            Vote(poll=poll, voter=voter, tag=self.tags[tag] if tag else None) for voter, tag in votes if voter
        )
        return poll

    def _change(self, row: Mapping[str, Any]) -> Change:
        return Change(
            round=self.round, seq=row["seq"], actor=self.whole.person(row["actor"]),
            layer=self.layers[row["layer"]] if row["layer"] else None, verb=row["verb"], created_at=_time(row["at"]),
            payload=self._payload(row["verb"], row["payload"]),
        )  # fmt: skip

    def _payload(self, verb: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """With the numbers and ids that people and things have here."""
        said = dict(payload)
        for name, value in said.items():
            if name in ROLES and isinstance(value, dict):
                person = self.whole.person(value)
                whole = person and {"id": person.pk, "name": person.name}
                said[name] = whole["id"] if whole and verb.startswith("layer.") else whole
            elif name in IDS:
                said[name] = self._id(value)
        if verb.startswith("poll."):
            said["id"] = self.polls[said["id"]].pk
        return said

    def _id(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._id(each) for each in value]
        return str(self.ids[value]) if isinstance(value, str) and value in self.ids else value


def _free_ids(kind: type[Annotation] | type[Comment], ids: list[str], here: int) -> dict[str, UUID]:
    """The same ids, or others where they are taken."""
    found = {pk: UUID(pk) for pk in ids}
    for at in range(0, len(ids), CHUNK):
        for taken in existing_ids(kind, ids[at : at + CHUNK]):
            found[str(taken)] = uuid5(taken, str(here))
    return found


def _time(told: str | None) -> datetime | None:
    return parse_time(told) if told else None
