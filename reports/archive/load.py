"""Load a record: the article with its rounds, annotations, comments, votes and the change log."""

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
from annotate.codebooks.actions import find_or_import_codebook
from annotate.discussion.mentions import mentioned_ids
from annotate.enums import RoundState
from annotate.models import (
    Annotation,
    Change,
    Codebook,
    Comment,
    Extension,
    HandInReview,
    Layer,
    Poll,
    Round,
    RoundGroup,
    RoundGroupMember,
    ShownHint,
    Tag,
    Vote,
)
from annotate.tag import tag_from
from articles.access import is_newest
from articles.actions import METADATA_FIELDS, NewArticle, add_frozen_articles
from articles.models import Article, Text
from articles.text.draft import Draft, Formatting
from people.models import User
from people.permissions import Permission, PermissionRefused, check_permission
from reports.archive.dump import IDS, ROLES
from reports.models import Finding, Import, MergedSource
from web.values import parse_time

CHUNK = 500
CORRECTED_SINCE = N_(
    "The text of “{title}” has been corrected since this file was made, so its exercises cannot be added "
    "to it. Delete the article here or import the file into another class or team."
)
NOT_ONE_PERSON = N_("Two people in the file cannot become the same person here.")


@transaction.atomic
def load_article(
    user: User, import_: Import, record: Mapping[str, Any], people: Mapping[str, User]
) -> dict[str, int]:
    """Load the record and return how many articles and annotations are new. Rounds that exist already do not change.

    ``people`` is the user for each name; people without a user are left out with their annotations.
    """
    check_permission(user, Permission.IMPORT_ANNOTATIONS, import_)
    return _ArticleLoader(user, import_, record, people).load()


class _ArticleLoader:
    """Loads the record of an article."""

    def __init__(
        self, user: User, import_: Import, record: Mapping[str, Any], people: Mapping[str, User]
    ) -> None:
        self.user, self.import_, self.record = user, import_, record
        users = {row["person"]: people[row["name"]] for row in record["people"] if row["name"] in people}
        if len({user.pk for user in users.values()}) < len(users):
            raise PermissionRefused(_(NOT_ONE_PERSON))
        self.users: dict[int, User] = users

    def load(self) -> dict[str, int]:
        texts, new_articles = self.get_or_create_texts()
        annotations = 0
        codebooks: dict[int, Codebook] = {}
        for row in self.record["rounds"]:
            text = texts[row["revision"]]
            existing = Round.objects.filter(
                text__article=text.article_id, created_at=_time(row["created_at"])
            )
            if not existing.exists():
                if not new_articles and not is_newest(text):
                    raise PermissionRefused(_(CORRECTED_SINCE).format(title=text.article.title))
                number = row["codebook"]
                if number not in codebooks:
                    codebooks[number] = self.codebook(self.record["codebooks"][number])
                annotations += _RoundLoader(self, texts, codebooks[number], row).load()
        if new_articles:
            self.load_findings(texts)
        return {"articles": new_articles, "marks": annotations}

    def get_or_create_texts(self) -> tuple[dict[int, Text], int]:
        """Return the texts by revision, and 1 if the article is new."""
        rows = sorted(self.record["texts"], key=lambda row: row["revision"])
        team = self.import_.team
        owner = {"article__team": team} if team else {"article__team": None, "article__owner": self.user}
        last = (
            Text.objects.filter(sha256=rows[-1]["sha256"], article__deleted_at=None, **owner)
            .order_by("-pk")
            .first()
        )
        existing = (
            {text.sha256: text for text in last.article.texts.select_related("article__team")} if last else {}
        )
        if all(row["sha256"] in existing for row in rows):
            return {row["revision"]: existing[row["sha256"]] for row in rows}, 0
        metadata = {field: self.record["article"][field] for field in METADATA_FIELDS}
        metadata["published"] = date.fromisoformat(metadata["published"]) if metadata["published"] else None
        formatting = tuple(Formatting(*item) for item in rows[0]["formatting"])
        draft = Draft(rows[0]["body"], formatting=formatting, **metadata)
        further = self.record["article"].get("metadata", {})
        (first,) = add_frozen_articles(self.user, [NewArticle.of_text(draft, further)], team)
        # Files may have the later revisions only.
        first.revision = rows[0]["revision"]
        Text.objects.filter(pk=first.pk).update(
            revision=first.revision, hand_changes=rows[0].get("hand_changes")
        )
        texts = {rows[0]["revision"]: first}
        for row in rows[1:]:
            text = Text(
                article=first.article,
                revision=row["revision"],
                body=row["body"],
                formatting=row["formatting"],
                edits=row.get("edits"),
                hand_changes=row.get("hand_changes"),
                corrected_by=self.person(row.get("corrected_by")),
            )
            text.save()
            texts[row["revision"]] = text
        Article.objects.filter(pk=first.article_id).update(
            created_at=_time(self.record["article"]["created_at"])
        )
        for row in rows:
            Text.objects.filter(pk=texts[row["revision"]].pk).update(created_at=_time(row["created_at"]))
        return texts, 1

    def codebook(self, row: Mapping[str, Any]) -> Codebook:
        pure = PureCodebook(
            row["slug"],
            row["title"],
            row["version"],
            tuple(map(tag_from, row["tags"])),
            ships=row["ships"],
        )
        return find_or_import_codebook(self.user, pure, self.import_.team)

    def load_findings(self, texts: dict[int, Text]) -> None:
        """Load what the team added to the report."""
        article = next(iter(texts.values())).article
        for key, name in self.record["merged_sources"].items():
            MergedSource.objects.create(article=article, key=key, name=name)
        for row in self.record["findings"]:
            fields = {name: row[name] for name in ("start", "end", "status", "evidence", "note")}
            finding = Finding.objects.create(
                text=texts[row["revision"]], changed_by=self.person(row["by"]), **fields
            )
            Finding.objects.filter(pk=finding.pk).update(changed_at=_time(row["at"]))

    def person(self, reference: Mapping[str, int] | None) -> User | None:
        return self.users.get(reference["person"]) if reference else None


class _RoundLoader:
    """Loads a round: first itself, then what belongs to it, and last the change log, which refers to all of it."""

    def __init__(
        self, article: _ArticleLoader, texts: Mapping[int, Text], codebook: Codebook, row: Mapping[str, Any]
    ) -> None:
        self.article, self.texts, self.codebook, self.row = article, texts, codebook, row
        self.text = texts[row["revision"]]
        self.tags: dict[str, Tag] = {tag.slug: tag for tag in codebook.tags.all()}

    def load(self) -> int:
        """Load the round and return how many annotations it has."""
        self.round = self._round()
        self._groups()
        self.layers = self._layers()
        annotations = [row for row in self.row["annotations"] if row["layer"] in self.layers]
        check_new_round_quota(Counter(row["layer"] for row in annotations if not row["deleted"]).values())
        annotation_ids = {row["id"] for row in annotations}
        comments = [row for row in self.row["comments"] if row["annotation"] in annotation_ids]
        self.ids = _free_ids(Annotation, [row["id"] for row in annotations], self.round.pk)
        self.ids |= _free_ids(Comment, [row["id"] for row in comments], self.round.pk)
        Annotation.objects.bulk_create(map(self._annotation, annotations))
        self._comments(comments)
        self._shown_hints()
        self.polls = {row["id"]: self._poll(row) for row in self.row["polls"]}
        changes = [row for row in self.row["changes"] if row["layer"] is None or row["layer"] in self.layers]
        Change.objects.bulk_create(self._change(row) for row in changes)
        self.article.import_.rounds.add(self.round)
        return sum(not row["deleted"] for row in annotations)

    def _round(self) -> Round:
        row = self.row
        start, end = row["extract"] or (None, None)
        fields = {name: row[name] for name in ("mode", "state", "instructions", "feedback", "feedback_when")}
        if fields["state"] == RoundState.RELEASED:
            # Only a campaign releases and reveals, and a file brings none.
            fields["state"] = RoundState.CLOSED
        fields |= {name: row[name] for name in ("hints", "detail_suggestions", "group_size") if name in row}
        round_ = Round.objects.create(
            text=self.text, codebook=self.codebook, created_by=self.article.person(row["created_by"]),
            due_at=_time(row["due_at"]), extract_start=start, extract_end=end,
            # There must not be more annotations than changes, whatever the file says.
            last_seq=max((*(change["seq"] for change in row["changes"]), len(row["annotations"]))), **fields,
        )  # fmt: skip
        Round.objects.filter(pk=round_.pk).update(created_at=_time(row["created_at"]))
        people = map(self.article.person, row["participants"])
        round_.participants.set([person for person in people if person])
        extended = {self.article.person(one["person"]): one["due_at"] for one in row.get("extensions", ())}
        Extension.objects.bulk_create(
            Extension(round=round_, user=person, due_at=_time(due_at))
            for person, due_at in extended.items()
            if person
        )
        return round_

    def _groups(self) -> None:
        """Create the groups, without people who are left out, and without those whom that leaves empty."""
        for position, row in enumerate(self.row.get("groups", ()), 1):
            people = {person for reference in row["members"] if (person := self.article.person(reference))}
            if people:
                group = RoundGroup.objects.create(round=self.round, name=row["name"], position=position)
                members = [RoundGroupMember(round=self.round, group=group, user=person) for person in people]
                RoundGroupMember.objects.bulk_create(members)

    def _layers(self) -> dict[int, Layer]:
        """Create the layers, without those of people who are left out."""
        rows = [
            row for row in self.row["layers"] if not row["annotator"] or self.article.person(row["annotator"])
        ]
        layers = [
            Layer(
                round=self.round, kind=row["kind"], annotator=self.article.person(row["annotator"]),
                submitted_at=_time(row["submitted_at"]), handed_in_late=row.get("late", False),
                hints_requested=row.get("hints_requested", 0),
            )
            for row in rows
        ]  # fmt: skip
        by_row = list(zip(rows, Layer.objects.bulk_create(layers), strict=True))
        for row, layer in by_row:
            if row.get("review"):
                self._review(layer, row["review"])
        return {row["id"]: layer for row, layer in by_row}

    def _review(self, layer: Layer, row: Mapping[str, Any]) -> None:
        review = HandInReview.objects.create(
            layer=layer, comment=row["comment"], score=row["score"], reviewer=self.article.person(row["by"])
        )
        HandInReview.objects.filter(pk=review.pk).update(updated_at=_time(row["at"]))

    def _annotation(self, row: Mapping[str, Any]) -> Annotation:
        lost_from = self.texts[row["lost_from"]] if "lost_from" in row else None
        body = (lost_from or self.text).body
        if lost_from or not row["deleted"]:
            check_span(body, row["start"], row["end"], row["quote"])
        prefix, suffix = quote_context(body, row["start"], row["end"])
        fields = {
            name: row[name]
            for name in ("start", "end", "quote", "details", "note", "answer", "version", "deleted")
        }
        return Annotation(
            id=self.ids[row["id"]], layer=self.layers[row["layer"]], tag=self.tags[row["tag"]], prefix=prefix,
            lost_from=lost_from, from_hint=row.get("from_hint"),
            suffix=suffix, created_at=_time(row["created_at"]), updated_at=_time(row["updated_at"]), **fields,
        )  # fmt: skip

    def _comments(self, rows: list[Mapping[str, Any]]) -> None:
        names = [(user.pk, user.name) for user in self.article.users.values()]
        # Replies refer to first comments.
        for row in sorted(rows, key=lambda row: row["reply_to"] is not None):
            comment = Comment.objects.create(
                id=self.ids[row["id"]], annotation_id=self.ids[row["annotation"]],
                reply_to_id=self.ids[row["reply_to"]] if row["reply_to"] else None,
                author=self.article.person(row["author"]), body=row["body"], created_at=_time(row["created_at"]),
                resolved_at=_time(row["resolved_at"]), removed_at=_time(row["removed_at"]),
            )  # fmt: skip
            comment.mentions.set(mentioned_ids(row["body"], names))

    def _shown_hints(self) -> None:
        for row in self.row.get("shown_hints", ()):
            if annotator := self.article.person(row["annotator"]):
                fields = {name: row[name] for name in ("key", "tag", "code", "rules", "response")}
                hint = ShownHint.objects.create(
                    round=self.round,
                    annotator=annotator,
                    responded_at=_time(row["responded_at"]),
                    **fields,
                )
                ShownHint.objects.filter(pk=hint.pk).update(shown_at=_time(row["shown_at"]))

    def _poll(self, row: Mapping[str, Any]) -> Poll:
        poll = Poll.objects.create(
            round=self.round, start=row["start"], end=row["end"], opened_at=_time(row["opened_at"]),
            closed_at=_time(row["closed_at"]),
        )  # fmt: skip
        votes = [(self.article.person(vote["voter"]), vote["tag"]) for vote in row["votes"]]
        Vote.objects.bulk_create(
            Vote(poll=poll, voter=voter, tag=self.tags[tag] if tag else None) for voter, tag in votes if voter
        )
        return poll

    def _change(self, row: Mapping[str, Any]) -> Change:
        return Change(
            round=self.round, seq=row["seq"], actor=self.article.person(row["actor"]),
            layer=self.layers[row["layer"]] if row["layer"] else None, verb=row["verb"], created_at=_time(row["at"]),
            payload=self._payload(row["verb"], row["payload"]),
        )  # fmt: skip

    def _payload(self, verb: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the payload with the ids that people and objects have in this database."""
        result = dict(payload)
        for name, value in result.items():
            if name in ROLES and isinstance(value, dict):
                person = self.article.person(value)
                reference = person and {"id": person.pk, "name": person.name}
                result[name] = (
                    reference["id"] if reference and verb.startswith(("layer.", "round.")) else reference
                )
            elif name in IDS:
                result[name] = self._id(value)
        if verb.startswith("poll."):
            result["id"] = self.polls[result["id"]].pk
        return result

    def _id(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._id(item) for item in value]
        return str(self.ids[value]) if isinstance(value, str) and value in self.ids else value


def _free_ids(model: type[Annotation] | type[Comment], ids: list[str], round_pk: int) -> dict[str, UUID]:
    """Return an unused id for each of the ids: itself if possible."""
    free = {pk: UUID(pk) for pk in ids}
    for start in range(0, len(ids), CHUNK):
        for used in existing_ids(model, ids[start : start + CHUNK]):
            free[str(used)] = uuid5(used, str(round_pk))
    return free


def _time(text: str | None) -> datetime | None:
    return parse_time(text) if text else None
