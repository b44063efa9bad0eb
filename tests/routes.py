"""All URLs of the site, and the one table of who gets what there, which stands in ``access_table/``.

A row is a route, the object it is about, a method, and a status for each of ROLES. What a person may not see does
not exist for them (404); what they may see but not do is refused (403).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotate.annotations.actions import put_annotation
from annotate.codebook import read_codebook
from annotate.codebooks.toml import dumps, to_dict
from annotate.enums import LayerKind
from annotate.lessons.actions import create_lesson, create_link, list_in_library
from annotate.lessons.builtin_lessons import builtin_lessons
from annotate.lessons.file_format.writing import lesson_file
from annotate.models import Assignment, Lesson, Round
from articles.models import Article
from newsroom.models import PublishedVersion
from newsroom.publishing.actions import VersionInput, publish_version
from people.models import Team
from reports.imports.actions import upload_import
from reports.options import ReportOptions
from tests.campaigns.rows import campaign_row, uploaded_file
from tests.lti.linking.course import DEFAULTS
from tests.lti.rows import course_row, link_row
from tests.pictures import add_picture
from tests.world import ROLES, World, annotation_input
from web.errors import ProblemError

FREE = UUID(int=7)


def _picture_of(article: Article) -> int:
    """Return the picture of an article, which gets one when it is first asked for."""
    return (article.pictures.first() or add_picture(article)).pk


def _with_key(world: World) -> Round:
    """Write an answer into the key of the round, unless its class is in the bin by then; return the round."""
    if not Team.all_objects.filter(pk=world.team.pk, deleted_at__isnull=False).exists():
        first_word = world.round.text.body.split(maxsplit=1)[0]
        content = annotation_input(world.round, first_word, "loaded-language")
        put_annotation(world.teacher, world.round, FREE, content, LayerKind.KEY)
    return world.round


def _binned(row: Any, kind: str) -> dict[str, Any]:
    """Move an object to the bin; return its kind and key there."""
    row.move_to_bin(None)
    return {"kind": kind, "pk": row.pk}


def _assignment_of(world: World) -> int:
    """Return the key of an assignment of the world's round, which is made when it is first asked for."""
    assignment = world.team.assignments.first()
    if assignment is None:
        assignment = Assignment.objects.create(team=world.team, title="A bridge", questions=["Says who?"])
        assignment.exercises.create(round=world.round, position=0)
    return assignment.pk


def _lesson(world: World, listed: bool = False) -> Lesson:
    """Return a lesson of the teacher's own, which is created when it is first asked for."""
    lesson = Lesson.objects.first() or create_lesson(world.teacher, builtin_lessons()[0].content)
    if listed:
        list_in_library(world.teacher, lesson)
    return lesson


def _published(world: World) -> dict[str, Any]:
    """Return the address of the published report, which is published when it is first asked for, if it may be."""
    version = PublishedVersion.objects.first()
    if version is None:
        data = VersionInput("Class 9b", asked=True)
        try:
            version = publish_version(world.teacher, world.article, ReportOptions("anybody"), data)
        except ProblemError:
            return {"slug": "nothing", "number": 1}
    return {"slug": version.publication.slug, "number": version.number}


def _empty_link(world: World) -> int:
    """Return the key of a link in the class's course that opens nothing yet."""
    link = link_row(world)
    link.assignment = link.round = None
    link.save()
    return link.pk


ABOUT = {
    "": lambda world: {},
    "article": lambda world: {"pk": world.article.pk},
    "picture": lambda world: {"pk": world.article.pk, "picture": _picture_of(world.article)},
    "picture under review": lambda world: {
        "pk": world.under_review.pk,
        "picture": _picture_of(world.under_review),
    },
    "no ticket": lambda world: {"ticket": "nothing"},
    "no picture": lambda world: {"pk": world.article.pk, "picture": 987_654_321},
    "no shared picture": lambda world: {"token": "none", "picture": 987_654_321},
    "first revision": lambda world: {"pk": world.article.pk, "number": 1},
    "under review": lambda world: {"pk": world.under_review.pk},
    "round": lambda world: {"pk": world.round.pk},
    "sheet of lesson": lambda world: {"pk": _lesson(world).pk, "number": 1, "ending": "docx"},
    "sheet of listed lesson": lambda world: {
        "pk": _lesson(world, listed=True).pk,
        "number": 1,
        "ending": "docx",
    },
    "sheet of built-in lesson": lambda world: {"slug": "the-four-tags", "number": 1, "ending": "docx"},
    "sheet of no article": lambda world: {"slug": "the-four-tags", "number": 9, "ending": "docx"},
    "sheet of no link": lambda world: {"secret": "none", "number": 1, "ending": "docx"},
    "worksheet pdf": lambda world: {"pk": world.round.pk, "ending": "pdf"},
    "worksheet exe": lambda world: {"pk": world.round.pk, "ending": "exe"},
    "worksheet of draft": lambda world: {"pk": world.draft.pk, "ending": "pdf"},
    "worksheet and key": lambda world: {"pk": _with_key(world).pk, "ending": "pdf"},
    "codebook": lambda world: {"pk": world.round.codebook_id},
    "draft": lambda world: {"pk": world.draft.pk},
    "team codebook": lambda world: {"pk": world.codebook.pk},
    "foreign codebook": lambda world: {"pk": world.foreign_codebook.pk},
    "team": lambda world: {"pk": world.team.pk},
    "pupil in team": lambda world: {"pk": world.team.pk, "person": world.pupil.pk},
    "stranger in team": lambda world: {"pk": world.team.pk, "person": world.stranger.pk},
    "team json": lambda world: {"pk": world.team.pk, "slug": "json"},
    "team exe": lambda world: {"pk": world.team.pk, "slug": "exe"},
    "pupil in round": lambda world: {"pk": world.round.pk, "person": world.pupil.pk},
    "round csv": lambda world: {"pk": world.round.pk, "slug": "csv"},
    "round exe": lambda world: {"pk": world.round.pk, "slug": "exe"},
    "no thing": lambda world: {"pk": 987_654_321},
    "no share": lambda world: {"pk": world.article.pk, "share": 987_654_321},
    "no download": lambda world: {"token": "none", "slug": "pdf"},
    "no token": lambda world: {"token": "none"},
    "no version": lambda world: {"pk": world.article.pk, "number": 987_654_321},
    "no publication": lambda world: {"slug": "none"},
    "no published version": lambda world: {"slug": "none", "number": 1},
    "no published file": lambda world: {"slug": "none", "number": 1, "name": "report.json"},
    "published version": _published,
    "teacher's import": lambda world: {
        "pk": (
            world.teacher.imports.first()
            or upload_import(world.teacher, "a.jsonl", b'{"text": "A text.", "label": []}', world.team)
        ).pk
    },
    "no invitation": lambda world: {"pk": world.team.pk, "invitation": 987_654_321},
    "no deployment": lambda world: {"pk": 987_654_321, "deployment": 987_654_321},
    "no extension": lambda world: {"pk": world.round.pk, "person": 987_654_321},
    "no hook": lambda world: {"pk": world.team.pk, "hook": 987_654_321},
    "no hint": lambda world: {"pk": world.round.pk, "key": "none"},
    "no poll": lambda world: {"pk": world.round.pk, "poll": 987_654_321},
    "foreign team": lambda world: {"pk": world.foreign_team.pk},
    "new comment": lambda world: {"pk": world.round.pk, "comment": FREE},
    "new mark": lambda world: {"pk": world.round.pk, "annotation": FREE},
    "pupil's mark": lambda world: {"pk": world.round.pk, "annotation": world.annotations["claim"].pk},
    "stranger's mark": lambda world: {"pk": world.round.pk, "annotation": world.foreign_annotation.pk},
    "json": lambda world: {"pk": world.article.pk, "slug": "json"},
    "no format": lambda world: {"pk": world.article.pk, "slug": "exe"},
    "Spanish": lambda world: {"version": "any", "language": "es"},
    "Klingon": lambda world: {"version": "any", "language": "tlh"},
    "no key": lambda world: {"key": "none"},
    "no server": lambda world: {"provider_id": "nowhere"},
    "article in bin": lambda world: _binned(world.article, "articles"),
    "round in bin": lambda world: _binned(world.round, "rounds"),
    "team in bin": lambda world: _binned(world.team, "teams"),
    "lesson": lambda world: {"pk": _lesson(world).pk},
    "lesson and article": lambda world: {
        "pk": (lesson := _lesson(world)).pk,
        "exercise": lesson.exercises.first().pk,
    },
    "listed lesson": lambda world: {"pk": _lesson(world, listed=True).pk},
    "linked lesson": lambda world: {"secret": create_link(world.teacher, _lesson(world))},
    "built-in lesson": lambda world: {"slug": "the-four-tags"},
    "assignment": lambda world: {"pk": _assignment_of(world)},
    "question": lambda world: {"pk": _assignment_of(world), "position": 1},
    "no link": lambda world: {"secret": "none"},
    "lti link": lambda world: {"pk": link_row(world).pk},
    "no request": lambda world: {"key": "none"},
    "lesson for no request": lambda world: {"key": "none", "kind": "built-in", "item": "the-four-tags"},
    "empty lti link": lambda world: {"key": _empty_link(world)},
    "lesson for lti link": lambda world: {
        "key": _empty_link(world),
        "kind": "built-in",
        "item": "the-four-tags",
    },
    "no lesson for lti link": lambda world: {
        "key": _empty_link(world),
        "kind": "lesson",
        "item": "987654321",
    },
    "lti course": lambda world: {"pk": course_row(world).pk},
    "picture of built-in lesson": lambda world: {"slug": "the-four-tags", "picture": 987_654_321},
    "picture of lesson": lambda world: {"pk": _lesson(world).pk, "picture": 987_654_321},
    "picture of no link": lambda world: {"secret": "none", "picture": 987_654_321},
    "lesson for article": lambda world: {"pk": _lesson(world).pk, "article": world.article.pk},
    "campaign": lambda world: {"pk": campaign_row(world).pk},
    "pupil in campaign": lambda world: {"pk": campaign_row(world).pk, "person": world.pupil.pk},
    "upload for campaign": lambda world: {
        "pk": campaign_row(world).pk,
        "upload": uploaded_file(world).pk,
    },
    "upload": lambda world: {"pk": uploaded_file(world).pk},
    "article in campaign": lambda world: {"pk": campaign_row(world).pk, "article": world.article.pk},
    "no practice article": lambda world: {
        "pk": campaign_row(world).pk,
        "article": campaign_row(world).articles.get().pk,
    },
    "no reset": lambda world: {"uidb36": "1", "key": "none"},
}
CAMPAIGN = {
    "title": "The bridge",
    "distribution": "shared",
    "per_article": 3,
    "overlap_percent": 10,
    "order": "fixed",
    "lapse_hours": 48,
    "pass_mark": 70,
    "attempts": 2,
    "practice_feedback": "key",
    "control_every": 10,
    "own_results": "none",
}
USE_LESSON = {"team": "new", "name": "Class 9z", "mode": "open", "state": "open"}
SENT = {
    "campaigns:new": lambda world: CAMPAIGN | {"codebook": world.round.codebook_id},
    "campaigns:settings": lambda world: CAMPAIGN | {"codebook": campaign_row(world).codebook_id},
    "campaigns:change-articles": lambda world: {"act": "remove"},
    "api:campaigns": lambda world: {"title": "The bridge"},
    "api:campaign": lambda world: {"pass_mark": 80},
    "api:campaign-state": lambda world: {"state": "paused"},
    "api:campaign-people": lambda world: {"people": [world.classmate.pk]},
    "api:campaign-articles": lambda world: {"articles": [world.article.pk]},
    "api:campaign-article": lambda world: {"purpose": "ordinary"},
    "api:campaign-plan": lambda world: {"articles": [{"article": world.article.pk, "people": []}]},
    "annotate:new-lesson": lambda world: {"act": "upload"},
    "annotate:share-lesson": lambda world: {"act": "create-link"},
    "annotate:save-as-lesson": lambda world: {"title": "The mayor and her critics"},
    "annotate:builtin-lesson": lambda world: USE_LESSON,
    "lti:choose-for-link-item": lambda world: DEFAULTS,
    "annotate:lesson": lambda world: USE_LESSON,
    "annotate:linked-lesson": lambda world: USE_LESSON,
    "lti:people": lambda world: {"decision": "let-erased-in"},
    "annotate:save-answers": lambda world: {"answer-1": "The union."},
    "annotate:assignment-settings": lambda world: {
        "title": "Another title",
        "mode": "open",
        "feedback": "none",
        "feedback_when": "on reveal",
    },
    "api:assignment": lambda world: {"title": "Another title"},
    "api:assignment-state": lambda world: {"state": "closed"},
    "api:answer": lambda world: {"body": "The union."},
    "lti:grading": lambda world: {
        "grade_by": "hand-in",
        "highlights": 5,
        "grade_when": "on-closing",
        "points": 10,
    },
    "language": lambda world: {"language": "es"},
    "articles:upload": lambda world: {"text": "A pasted text.", "title": "", "team": world.team.pk},
    "articles:change": lambda world: {"action": "undo", "edit": "none"},
    "articles:remove-picture": lambda world: {"edit": "picture-987654321", "removed": "1"},
    "articles:correct-change": lambda world: {"action": "undo", "edit": "none"},
    "articles:keep": lambda world: {"edit": "none", "kept": "1"},
    "articles:facts": lambda world: {"title": "Another title"},
    "api:articles": lambda world: {"title": "T", "text": "A text.", "team": world.team.pk},
    "annotate:new-round": lambda world: {
        "articles": [world.article.pk],
        "mode": "open",
        "feedback": "none",
        "feedback_when": "on reveal",
        "state": "draft",
    },
    "annotate:round-settings": lambda world: {
        "mode": "open",
        "feedback": "none",
        "feedback_when": "on reveal",
        "first": 0,
        "last": 4,
    },
    "annotate:try": lambda world: {"text": "A pasted text."},
    "annotate:copy-codebook": lambda world: {"team": world.team.pk},
    "annotate:import-codebook": lambda world: {
        "team": world.team.pk,
        "text": dumps(read_codebook("news-and-opinion")),
    },
    "annotate:edit-codebook": lambda world: {"title": "Ours", "tags": "0", "act": "add"},
    "api:codebooks": lambda world: to_dict(read_codebook("news-and-opinion")) | {"team": world.team.pk},
    "api:codebook": lambda world: to_dict(read_codebook("news-and-opinion")),
    "api:revisions": lambda world: {"revision": 1, "edits": [{"start": 0, "end": 2, "replacement": ""}]},
    "api:lessons": lambda world: {"lesson": json.loads(lesson_file(builtin_lessons()[0].content))},
    "api:lesson-from-exercises": lambda world: {"title": "A lesson", "rounds": [world.round.pk]},
    "api:lesson": lambda world: {"title": "Another title"},
    "api:lesson-assign": lambda world: {"team": world.team.pk},
    "api:builtin-lesson-assign": lambda world: {"team": world.team.pk},
    "api:lesson-articles": lambda world: {"article": world.article.pk},
    "api:rounds": lambda world: {"article": world.article.pk},
    "api:round": lambda world: {"instructions": "Read, then mark."},
    "annotate:groups": lambda world: {"act": "shuffle", "size": "3"},
    "api:groups": lambda world: {"groups": [{"members": [world.pupil.pk]}]},
    "api:shuffle-groups": lambda world: {"size": 3},
    "api:copy-groups": lambda world: {"round": world.draft.pk},
    "annotate:extensions": lambda world: {"people": [world.pupil.pk], "due_at": "2126-12-04T18:00"},
    "api:extensions": lambda world: {"people": [world.pupil.pk], "due_at": "2126-12-04T18:00:00Z"},
    "api:round-state": lambda world: {"state": "closed"},
    "api:key-annotation": lambda world: vars(annotation_input(world.round, "globalist")),
    "api:comment": lambda world: {
        "annotation": world.annotations["claim"].pk,
        "body": "Says who?",
        "resolved": True,
    },
    "api:sources": lambda world: {"source": "the ferrymen", "into": "Union"},
    "campaigns:give-back": lambda world: {"round": "1"},
    "api:campaign-give-back": lambda world: {"round": 1},
    "people:name": lambda world: {"name": "Another name"},
    "people:time-zone": lambda world: {"time_zone": "Europe/Madrid"},
    "api:time-zone": lambda world: {"time_zone": "Europe/Madrid"},
    "people:tokens": lambda world: {"name": "A script", "days": "31"},
    "api:tokens": lambda world: {"name": "A script"},
    "reports:share": lambda world: {"days": "31"},
    "newsroom:publishing": lambda world: {"credit": "Class 9b", "asked": "on"},
    "newsroom:publish": lambda world: {"credit": "Class 9b", "asked": "on"},
    "api:publication": lambda world: {"credit": "Class 9b", "asked": True},
    "api:withdrawal": lambda world: {"reason": "A hoax."},
    "api:publishing-consent": lambda world: {"names": True, "notes": False},
    "reports:results-review": lambda world: {"comment": "Well read.", "percent": "80"},
    "reports:results-accept": lambda world: {"tag": "opinion"},
    "reports:results-add": lambda world: {"start": "0", "end": "8", "tag": "opinion"},
    "api:results-review": lambda world: {"comment": "Well read.", "score": 0.8},
    "api:results-answers": lambda world: {"start": 0, "end": 8, "tag": "opinion"},
    "api:results-answer": lambda world: {"tag": "opinion"},
    "annotate:webhooks": lambda world: {"url": "https://newsroom.example/hook"},
    "api:webhooks": lambda world: {"url": "https://newsroom.example/hook"},
    "reports:download-own": lambda world: {"format": "csv"},
    "reports:download-team": lambda world: {"format": "csv"},
    "api:shares": lambda world: {"days": 7, "names": True},
    "api:findings": lambda world: {"start": 0, "end": 8, "status": "supported"},
    "reports:adjudicate-batch": lambda world: {"rule": "all"},
    "api:adjudicate-batch": lambda world: {"rule": "all"},
    "annotate:privacy-erase": lambda world: {"marks": "keep"},
    "people:join": lambda world: {"code": "nothing", "nickname": "Nobody"},
    "people:return": lambda world: {"code": "nothing"},
    "people:teams": lambda world: {"name": "Another", "kind": "team"},
    "people:rename": lambda world: {"name": "Class 9c"},
    "people:kind": lambda world: {"kind": "team"},
    "people:invite": lambda world: {"role": "annotator", "email": "", "days": "7"},
    "people:code": lambda world: {"hours": "8", "most": "40"},
    "people:role": lambda world: {"role": "viewer"},
    "people:guest": lambda world: {"nickname": "Ed"},
    "people:hand-over": lambda world: {"successor": str(world.colleague.pk), "afterwards": "stays"},
    "api:hand-over": lambda world: {"successor": world.colleague.pk, "stays": True},
    "api:teams": lambda world: {"name": "Another"},
    "api:team": lambda world: {"name": "Class 9c"},
    "api:member": lambda world: {"role": "viewer"},
    "api:invitations": lambda world: {},
    "api:join-code": lambda world: {},
    "api:polls": lambda world: {"start": 0, "end": 5},
    "annotate:hints": lambda world: {"key": "none-1", "response": "missed"},
    "annotate:hint-settings": lambda world: {"word": "nanny state"},
    "api:team-hints": lambda world: {"own_words": [{"word": "nanny state", "neutral": "government"}]},
    "api:request-hint": lambda world: {"after": 0},
    "api:hint": lambda world: {"response": "dismissed"},
    "api:vote": lambda world: {"tag": "opinion"},
    "api:retention": lambda world: {"days": 365},
    "api:erase": lambda world: {"marks": "keep"},
    "api:adjudicated-annotation": lambda world: vars(annotation_input(world.round, "globalist")),
    "api:annotation": lambda world: vars(annotation_input(world.round, "globalist")),
}


@dataclass(frozen=True)
class Row:
    """Who gets what at one URL with one method."""

    route: str
    about: str
    method: str
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.route, self.about)))

    def expected(self) -> dict[str, int]:
        """Return the status for each role."""
        return dict(zip(ROLES, self.statuses, strict=True))

    def url(self, world: World) -> str:
        """Return the URL in this world."""
        return reverse(self.route, kwargs=ABOUT[self.about](world))

    def request(self, world: World, client: Client, url: str = "") -> HttpResponse:
        """Send the request and return the response."""
        sent: Any = (
            SENT.get(self.route, lambda world: {})(world) if self.method in ("POST", "PUT", "PATCH") else None
        )
        as_json = self.route.startswith("api:") and sent is not None
        options = {"content_type": "application/json"} if as_json else {}
        response = getattr(client, self.method.lower())(url or self.url(world), sent, **options)
        if response.streaming and not response.is_async:
            list(response)  # which closes its file
        return response


def _row(line: str) -> Row:
    method, address, statuses = (part.strip() for part in line.split("|"))
    route, _, about = address.partition(" ")
    return Row(route, about, method, tuple(map(int, statuses.split())))


def _rows() -> Iterator[Row]:
    for path in sorted((Path(__file__).parent / "access_table").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield _row(line)


TABLE = list(_rows())


def routes(resolver: Any = None, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the name of each route in the URLconf. Routes must have names."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*above, pattern.namespace) if pattern.namespace else above)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*above, pattern.name or f"unnamed {pattern.pattern}"])
