"""All URLs of the site, and the one table of who gets what there.

A row is a route, the object it is about, a method, and a status for each of ROLES. What a person may not see does
not exist for them (404); what they may see but not do is refused (403).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotate.codebook import read_codebook
from annotate.codebooks.toml import dumps, to_dict
from people.actions.teams import send_invitation
from people.permissions import Role
from reports.imports.actions import upload_import
from tests.world import ROLES, World, annotation_input

FREE = UUID(int=7)


def _binned(row: Any, kind: str) -> dict[str, Any]:
    """Move an object to the bin; return its kind and key there."""
    row.move_to_bin(None)
    return {"kind": kind, "pk": row.pk}


ABOUT = {
    "": lambda world: {},
    "article": lambda world: {"pk": world.article.pk},
    "under review": lambda world: {"pk": world.under_review.pk},
    "round": lambda world: {"pk": world.round.pk},
    "codebook": lambda world: {"pk": world.round.codebook_id},
    "draft": lambda world: {"pk": world.draft.pk},
    "team codebook": lambda world: {"pk": world.codebook.pk},
    "foreign codebook": lambda world: {"pk": world.foreign_codebook.pk},
    "team": lambda world: {"pk": world.team.pk},
    "pupil in team": lambda world: {"pk": world.team.pk, "person": world.pupil.pk},
    "stranger in team": lambda world: {"pk": world.team.pk, "person": world.stranger.pk},
    "team json": lambda world: {"pk": world.team.pk, "slug": "json"},
    "team exe": lambda world: {"pk": world.team.pk, "slug": "exe"},
    "no thing": lambda world: {"pk": 987_654_321},
    "no share": lambda world: {"pk": world.article.pk, "share": 987_654_321},
    "no download": lambda world: {"token": "none", "slug": "pdf"},
    "no token": lambda world: {"token": "none"},
    "teacher's import": lambda world: {
        "pk": (
            world.teacher.imports.first()
            or upload_import(world.teacher, "a.jsonl", b'{"text": "A text.", "label": []}', world.team)
        ).pk
    },
    "invitation": lambda world: {"token": send_invitation(world.teacher, world.team, Role.VIEWER, 1)[0]},
    "no invitation": lambda world: {"pk": world.team.pk, "invitation": 987_654_321},
    "no hook": lambda world: {"pk": world.team.pk, "hook": 987_654_321},
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
    "no reset": lambda world: {"uidb36": "1", "key": "none"},
}
SENT = {
    "language": lambda world: {"language": "es"},
    "articles:upload": lambda world: {"text": "A pasted text.", "title": "", "team": world.team.pk},
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
    "annotate:copy-codebook": lambda world: {"team": world.team.pk},
    "annotate:import-codebook": lambda world: {
        "team": world.team.pk,
        "text": dumps(read_codebook("news-and-opinion")),
    },
    "annotate:edit-codebook": lambda world: {"title": "Ours", "tags": "0", "act": "add"},
    "api:codebooks": lambda world: to_dict(read_codebook("news-and-opinion")) | {"team": world.team.pk},
    "api:codebook": lambda world: to_dict(read_codebook("news-and-opinion")),
    "api:rounds": lambda world: {"article": world.article.pk},
    "api:round": lambda world: {"instructions": "Read, then mark."},
    "api:round-state": lambda world: {"state": "closed"},
    "api:key-annotation": lambda world: vars(annotation_input(world.round, "globalist")),
    "api:comment": lambda world: {
        "annotation": world.annotations["claim"].pk,
        "body": "Says who?",
        "resolved": True,
    },
    "api:sources": lambda world: {"source": "the ferrymen", "into": "Union"},
    "people:name": lambda world: {"name": "Another name"},
    "people:tokens": lambda world: {"name": "A script", "days": "31"},
    "api:tokens": lambda world: {"name": "A script"},
    "reports:share": lambda world: {"days": "31"},
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


#                                                 nobody stranger viewer pupil colleague teacher
TABLE = [
    _row(line)
    for line in """
    GET    | home                                | 200 302 302 302 302 302
    GET    | service-worker                      | 200 200 200 200 200 200
    GET    | operations                          | 302 404 404 404 404 404
    POST   | language                            | 302 302 302 302 302 302
    GET    | catalogue Spanish                   | 200 200 200 200 200 200
    GET    | catalogue Klingon                   | 404 404 404 404 404 404
    GET    | articles:list                       | 302 200 200 200 200 200
    GET    | articles:upload                     | 302 200 200 200 200 200
    POST   | articles:upload                     | 302 422 422 422 302 302
    GET    | articles:article article            | 302 404 200 200 200 200
    GET    | articles:article under review       | 302 404 302 302 302 302
    GET    | articles:review article             | 302 404 403 403 302 302
    GET    | articles:review under review        | 302 404 403 403 200 200
    POST   | articles:clean article              | 302 404 403 403 403 403
    POST   | articles:clean under review         | 302 404 403 403 302 302
    POST   | articles:keep article               | 302 404 403 403 403 403
    POST   | articles:keep under review          | 302 404 403 403 302 302
    POST   | articles:facts article              | 302 404 403 403 302 302
    POST   | articles:facts under review         | 302 404 403 403 302 302
    POST   | articles:freeze article             | 302 404 403 403 302 302
    POST   | articles:freeze under review        | 302 404 403 403 302 302
    GET    | articles:delete article             | 302 404 403 403 403 200
    POST   | articles:delete article             | 302 404 403 403 403 302
    GET    | articles:original article           | 302 404 200 200 200 200
    GET    | articles:original under review      | 302 404 200 200 200 200
    POST   | annotate:start article              | 302 404 302 302 302 302
    POST   | annotate:start under review         | 302 404 403 403 302 302
    GET    | annotate:annotate round             | 302 404 200 200 200 200
    GET    | annotate:codebook-css codebook      | 302 200 200 200 200 200

    GET    | annotate:colours                    | 302 200 200 200 200 200
    GET    | annotate:codebooks                  | 302 200 200 200 200 200
    GET    | annotate:codebook codebook          | 302 200 200 200 200 200
    GET    | annotate:codebook team codebook     | 302 404 200 200 200 200
    GET    | annotate:codebook foreign codebook  | 302 200 404 404 404 404
    GET    | annotate:codebook-css team codebook | 302 404 200 200 200 200
    GET    | annotate:codebook-toml codebook     | 302 200 200 200 200 200
    GET    | annotate:codebook-toml team codebook| 302 404 200 200 200 200
    POST   | annotate:copy-codebook codebook     | 302 302 302 302 302 302
    POST   | annotate:copy-codebook team codebook| 302 404 302 302 302 302
    GET    | annotate:import-codebook            | 302 200 200 200 200 200
    POST   | annotate:import-codebook            | 302 422 422 422 302 302
    GET    | annotate:edit-codebook codebook     | 302 403 403 403 403 403
    POST   | annotate:edit-codebook codebook     | 302 403 403 403 403 403
    GET    | annotate:edit-codebook team codebook| 302 404 403 403 200 200
    POST   | annotate:edit-codebook team codebook| 302 404 403 403 200 200
    POST   | annotate:archive-codebook codebook  | 302 403 403 403 403 403
    POST   | annotate:archive-codebook team codebook| 302 404 403 403 302 302
    POST   | annotate:unarchive-codebook team codebook| 302 404 403 403 302 302
    GET    | api:codebooks                       | 401 200 200 200 200 200
    POST   | api:codebooks                       | 401 400 403 403 201 201
    GET    | api:codebook codebook               | 401 200 200 200 200 200
    GET    | api:codebook team codebook          | 401 404 200 200 200 200
    GET    | api:codebook foreign codebook       | 401 200 404 404 404 404
    PUT    | api:codebook codebook               | 401 403 403 403 403 403
    PUT    | api:codebook team codebook          | 401 404 403 403 200 200
    PUT    | api:codebook-archived team codebook | 401 404 403 403 204 204
    DELETE | api:codebook-archived team codebook | 401 404 403 403 204 204

    GET    | annotate:default-css                | 200 200 200 200 200 200
    GET    | annotate:guide                      | 200 200 200 200 200 200
    GET    | reports:report article              | 302 404 200 200 200 200
    GET    | reports:report under review         | 302 404 302 302 302 302
    GET    | reports:disputed article            | 302 404 200 200 200 200
    GET    | reports:disputed under review       | 302 404 404 404 404 404
    GET    | reports:download article            | 302 404 200 200 200 200
    GET    | reports:download under review       | 302 404 404 404 404 404
    GET    | reports:compare article             | 302 404 200 200 200 200
    GET    | reports:compare under review        | 302 404 404 404 404 404
    POST   | reports:finding article             | 302 404 403 403 302 302
    POST   | reports:merge article               | 302 404 403 403 302 302
    GET    | reports:corpus team                 | 302 404 200 200 200 200
    GET    | reports:corpus-own                  | 302 200 200 200 200 200
    GET    | reports:share article               | 302 404 403 403 200 200
    POST   | reports:share article               | 302 404 403 403 200 200
    POST   | reports:unshare no share            | 302 404 403 403 404 404
    GET    | reports:shared no token             | 404 404 404 404 404 404
    GET    | reports:shared-css no token         | 404 404 404 404 404 404
    GET    | reports:shared-download no download | 404 404 404 404 404 404
    GET    | api:articles                        | 401 200 200 200 200 200
    POST   | api:articles                        | 401 400 400 400 201 201
    GET    | api:article article                 | 401 404 200 200 200 200
    DELETE | api:article article                 | 401 404 403 403 403 204
    GET    | api:article under review            | 401 404 200 200 200 200
    POST   | api:rounds                          | 401 404 403 403 201 201
    GET    | api:round round                     | 401 404 200 200 200 200
    GET    | api:rounds                          | 401 200 200 200 200 200
    PATCH  | api:round round                     | 401 404 403 403 200 200
    DELETE | api:round round                     | 401 404 403 403 204 204
    GET    | api:round draft                     | 401 404 404 404 200 200
    PUT    | api:round-state round               | 401 404 403 403 200 200
    GET    | api:key round                       | 401 404 200 200 200 200
    PUT    | api:key-annotation new mark         | 401 404 403 403 201 201
    PUT    | api:key-annotation pupil's mark     | 401 404 403 403 404 404
    DELETE | api:key-annotation new mark         | 401 404 403 403 404 404
    GET    | api:adjudicated round               | 401 404 200 200 200 200
    PUT    | api:adjudicated-annotation new mark | 401 404 403 403 201 201
    PUT    | api:adjudicated-annotation pupil's mark| 401 404 403 403 404 404
    DELETE | api:adjudicated-annotation new mark | 401 404 403 403 404 404
    GET    | annotate:annotate draft             | 302 404 404 404 200 200
    GET    | api:comments round                  | 401 404 200 200 200 200
    PUT    | api:comment new comment             | 401 404 403 201 201 201
    PATCH  | api:comment new comment             | 401 404 403 404 404 404
    DELETE | api:comment new comment             | 401 404 403 404 404 404
    GET    | annotate:privacy team               | 302 404 403 403 403 200
    POST   | annotate:privacy-retention team     | 302 404 403 403 403 302
    GET    | annotate:personal-data pupil in team| 302 404 403 200 403 200
    GET    | annotate:personal-data stranger in team| 302 404 403 403 403 404
    GET    | annotate:privacy-erase pupil in team| 302 404 403 403 403 200
    POST   | annotate:privacy-erase pupil in team| 302 404 403 403 403 302
    GET    | people:join                         | 200 200 200 200 200 200
    POST   | people:join                         | 422 422 422 422 422 422
    GET    | people:return                       | 200 200 200 200 200 200
    POST   | people:return                       | 422 422 422 422 422 422
    GET    | people:return-code                  | 302 302 302 302 302 302
    POST   | people:return-code                  | 302 302 302 302 302 302
    GET    | people:invitation no token          | 404 404 404 404 404 404
    GET    | people:invitation invitation        | 200 200 200 200 200 200
    POST   | people:invitation no token          | 302 403 403 403 403 403
    GET    | people:name                         | 302 200 200 200 200 200
    POST   | people:name                         | 302 302 302 302 302 302
    GET    | reports:delete-account              | 302 200 200 200 200 200
    POST   | reports:delete-account              | 302 422 422 422 422 422
    POST   | reports:download-everything         | 302 302 302 302 302 302
    GET    | reports:account-deleted             | 200 200 200 200 200 200
    POST   | annotate:privacy-deletion team      | 302 404 403 403 403 302
    GET    | people:tokens                       | 302 200 200 200 200 200
    POST   | people:tokens                       | 302 200 200 200 200 200
    POST   | people:revoke-token no thing        | 302 404 404 404 404 404
    GET    | people:teams                        | 302 200 200 200 200 200
    POST   | people:teams                        | 302 302 302 302 302 302
    GET    | people:team team                    | 302 404 200 200 200 200
    GET    | people:archived-teams               | 302 200 200 200 200 200
    GET    | people:archive team                 | 302 404 403 403 403 200
    POST   | people:archive team                 | 302 404 403 403 403 302
    POST   | people:unarchive team               | 302 404 403 403 403 302
    GET    | people:delete team                  | 302 404 403 403 403 200
    POST   | people:delete team                  | 302 404 403 403 403 302
    GET    | people:hand-over team               | 302 404 403 403 403 200
    POST   | people:hand-over team               | 302 404 403 403 403 302
    GET    | annotate:bin                        | 302 200 200 200 200 200
    GET    | annotate:team-bin team              | 302 404 403 403 200 200
    POST   | annotate:bin-restore article in bin | 302 404 404 404 404 302
    POST   | annotate:bin-restore round in bin   | 302 404 404 404 302 302
    POST   | annotate:bin-restore team in bin    | 302 404 404 404 404 302
    GET    | annotate:bin-delete article in bin  | 302 404 404 404 404 200
    GET    | annotate:bin-delete round in bin    | 302 404 404 404 403 200
    GET    | annotate:bin-delete team in bin     | 302 404 404 404 404 200
    POST   | annotate:bin-delete article in bin  | 302 404 404 404 404 302
    POST   | annotate:bin-delete round in bin    | 302 404 404 404 403 302
    POST   | annotate:bin-delete team in bin     | 302 404 404 404 404 302
    GET    | api:bin                             | 401 200 200 200 200 200
    POST   | api:bin-restore article in bin      | 401 404 404 404 404 204
    POST   | api:bin-restore round in bin        | 401 404 404 404 204 204
    POST   | api:bin-restore team in bin         | 401 404 404 404 404 204
    DELETE | api:bin-item article in bin         | 401 404 404 404 404 204
    DELETE | api:bin-item round in bin           | 401 404 404 404 403 204
    DELETE | api:bin-item team in bin            | 401 404 404 404 404 204
    POST   | people:rename team                  | 302 404 403 403 302 302
    POST   | people:kind team                    | 302 404 403 403 403 302
    POST   | people:invite team                  | 302 404 403 403 200 200
    POST   | people:revoke no invitation         | 302 404 403 403 404 404
    GET    | people:code team                    | 302 404 403 403 302 302
    POST   | people:code team                    | 302 404 403 403 302 302
    GET    | people:joined team                  | 302 404 403 403 200 200
    POST   | people:role pupil in team           | 302 404 403 403 403 302
    GET    | people:remove pupil in team         | 302 404 403 200 200 200
    POST   | people:remove pupil in team         | 302 404 403 302 302 302
    GET    | people:guest pupil in team          | 302 404 403 403 200 200
    POST   | people:guest pupil in team          | 302 404 403 403 403 403
    GET    | api:tokens                          | 401 200 200 200 200 200
    POST   | api:tokens                          | 401 201 201 201 201 201
    DELETE | api:token no thing                  | 401 404 404 404 404 404
    GET    | api:teams                           | 401 200 200 200 200 200
    POST   | api:teams                           | 401 201 201 201 201 201
    GET    | api:team team                       | 401 404 200 200 200 200
    DELETE | api:team team                       | 401 404 403 403 403 204
    PUT    | api:team-archived team              | 401 404 403 403 403 204
    DELETE | api:team-archived team              | 401 404 403 403 403 204
    POST   | api:hand-over team                  | 401 404 403 403 403 200
    PATCH  | api:team team                       | 401 404 403 403 200 200
    PATCH  | api:member pupil in team            | 401 404 403 403 403 200
    DELETE | api:member pupil in team            | 401 404 403 204 204 204
    PATCH  | api:member stranger in team         | 401 404 403 403 404 404
    POST   | api:return-code pupil in team       | 401 404 403 403 403 403
    GET    | api:invitations team                | 401 404 403 403 200 200
    POST   | api:invitations team                | 401 404 403 403 201 201
    DELETE | api:invitation no invitation        | 401 404 403 403 404 404
    PUT    | api:join-code team                  | 401 404 403 403 200 200
    DELETE | api:join-code team                  | 401 404 403 403 204 204
    GET    | reports:feedback round              | 302 404 200 200 200 200
    GET    | api:feedback round                  | 401 404 200 200 200 200
    GET    | reports:projector round             | 302 404 403 403 200 200
    GET    | api:class-overview round            | 401 404 403 403 200 200
    GET    | api:polls round                     | 401 404 403 403 200 200
    POST   | api:polls round                     | 401 404 403 403 201 201
    GET    | api:poll no poll                    | 401 404 403 403 404 404
    DELETE | api:poll no poll                    | 401 404 403 403 404 404
    PUT    | api:vote no poll                    | 401 404 403 404 404 404
    GET    | reports:timeline round              | 302 404 403 403 200 200
    GET    | api:timeline round                  | 401 404 403 403 200 200
    POST   | annotate:remind round               | 302 404 403 403 302 302
    POST   | api:remind round                    | 401 404 403 403 200 200
    POST   | annotate:lead round                 | 302 404 403 403 302 302
    POST   | annotate:lead-all team              | 302 404 403 403 302 302
    PUT    | api:leading round                   | 401 404 403 403 204 204
    GET    | api:progress team                   | 401 404 403 403 200 200
    PUT    | api:retention team                  | 401 404 403 403 403 200
    GET    | api:personal-data pupil in team     | 401 404 403 200 403 200
    POST   | api:erase pupil in team             | 401 404 403 403 403 204
    POST   | api:erase stranger in team          | 401 404 403 403 403 404
    GET    | annotate:adjudicated round          | 302 404 403 403 200 200
    GET    | reports:adjudicate round            | 302 404 403 403 200 200
    POST   | reports:adjudicate-one round        | 302 404 403 403 302 302
    POST   | reports:adjudicate-batch round      | 302 404 403 403 302 302
    POST   | reports:adjudicate-withdraw round   | 302 404 403 403 404 404
    GET    | api:clusters round                  | 401 404 403 403 200 200
    POST   | api:adjudicate-batch round          | 401 404 403 403 200 200
    DELETE | api:adjudicate-batch round          | 401 404 403 403 403 403
    GET    | annotate:key round                  | 302 404 403 403 200 200
    GET    | annotate:team-rounds team           | 302 404 200 200 200 200
    GET    | annotate:team-rounds foreign team   | 302 200 404 404 404 404
    GET    | annotate:team-progress team         | 302 404 403 403 200 200
    GET    | annotate:new-round team             | 302 404 403 403 200 200
    POST   | annotate:new-round team             | 302 404 403 403 302 302
    GET    | annotate:round round                | 302 404 200 200 200 200
    GET    | annotate:round draft                | 302 404 404 404 200 200
    GET    | annotate:round-settings round       | 302 404 403 403 200 200
    POST   | annotate:round-settings round       | 302 404 403 403 302 302
    POST   | annotate:open draft                 | 302 404 404 404 302 302
    POST   | annotate:close round                | 302 404 403 403 302 302
    POST   | annotate:reveal round               | 302 404 403 403 302 302
    GET    | annotate:delete-round round         | 302 404 403 403 200 200
    POST   | annotate:delete-round round         | 302 404 403 403 302 302
    GET    | api:annotations round               | 401 404 200 200 200 200
    GET    | api:changes round                   | 401 404 200 200 200 200
    PUT    | api:submission round                | 401 404 403 200 200 200
    DELETE | api:submission round                | 401 404 403 204 204 204
    PUT    | api:annotation new mark             | 401 404 403 201 201 201
    PUT    | api:annotation pupil's mark         | 401 404 403 200 404 404
    PUT    | api:annotation stranger's mark      | 401 404 403 404 404 404
    DELETE | api:annotation new mark             | 401 404 403 404 404 404
    DELETE | api:annotation pupil's mark         | 401 404 403 204 404 404
    DELETE | api:annotation stranger's mark      | 401 404 403 404 404 404
    GET    | api:report article                  | 401 404 200 200 200 200
    GET    | api:report under review             | 401 404 404 404 404 404
    GET    | api:compare article                 | 401 404 200 200 200 200
    GET    | reports:download-own                | 302 200 200 200 200 200
    POST   | reports:download-own                | 302 302 302 302 302 302
    GET    | reports:download-team team          | 302 404 200 200 200 200
    POST   | reports:download-team team          | 302 404 302 302 302 302
    GET    | reports:export-job no thing         | 302 404 404 404 404 404
    GET    | reports:export-job-file no thing    | 302 404 404 404 404 404
    POST   | reports:export-job-cancel no thing  | 302 404 404 404 404 404
    GET    | reports:import                      | 302 200 200 200 200 200
    POST   | reports:import                      | 302 422 422 422 422 422
    GET    | reports:import-one no thing         | 302 404 404 404 404 404
    POST   | reports:import-one no thing         | 302 404 404 404 404 404
    GET    | annotate:webhooks team              | 302 404 403 403 403 200
    POST   | annotate:webhooks team              | 302 404 403 403 403 200
    POST   | annotate:webhook no hook            | 302 404 403 403 403 404
    GET    | api:webhooks team                   | 401 404 403 403 403 200
    POST   | api:webhooks team                   | 401 404 403 403 403 201
    GET    | api:webhook no hook                 | 401 404 403 403 403 404
    POST   | api:webhook no hook                 | 401 404 403 403 403 404
    DELETE | api:webhook no hook                 | 401 404 403 403 403 404
    GET    | api-docs                            | 200 200 200 200 200 200
    GET    | openapi                             | 200 200 200 200 200 200
    GET    | api:imports                         | 401 200 200 200 200 200
    POST   | api:imports                         | 401 415 415 415 415 415
    GET    | reports:import-one teacher's import | 302 404 404 404 404 200
    POST   | reports:import-one teacher's import | 302 404 404 404 404 302
    GET    | api:import teacher's import         | 401 404 404 404 404 200
    POST   | api:import teacher's import         | 401 404 404 404 404 200
    DELETE | api:import teacher's import         | 401 404 404 404 404 204
    GET    | api:import no thing                 | 401 404 404 404 404 404
    POST   | api:import no thing                 | 401 404 404 404 404 404
    DELETE | api:import no thing                 | 401 404 404 404 404 404
    GET    | api:team-download team json         | 401 404 200 200 200 200
    GET    | api:team-download team exe          | 401 404 404 404 404 404
    GET    | api:corpus team                     | 401 404 200 200 200 200
    GET    | api:corpus-own                      | 401 200 200 200 200 200
    GET    | api:shares article                  | 401 404 403 403 200 200
    POST   | api:shares article                  | 401 404 403 403 201 201
    DELETE | api:share no share                  | 401 404 403 403 404 404
    GET    | api:sources article                 | 401 404 200 200 200 200
    PUT    | api:sources article                 | 401 404 403 403 200 200
    DELETE | api:sources article                 | 401 404 403 403 204 204
    GET    | api:findings article                | 401 404 200 200 200 200
    PUT    | api:findings article                | 401 404 403 403 200 200
    DELETE | api:findings article                | 401 404 403 403 400 400
    GET    | api:report-download json            | 401 404 200 200 200 200
    GET    | api:report-download no format       | 401 404 404 404 404 404

    GET    | account_login                       | 200 302 302 302 302 302
    POST   | account_login                       | 200 302 302 302 302 302
    GET    | account_logout                      | 302 200 200 200 200 200
    POST   | account_logout                      | 302 302 302 302 302 302
    GET    | account_inactive                    | 200 200 200 200 200 200
    GET    | account_signup                      | 200 302 302 302 302 302
    POST   | account_signup                      | 200 302 302 302 302 302
    GET    | account_reauthenticate              | 302 200 200 200 200 200
    POST   | account_reauthenticate              | 302 200 200 200 200 200
    GET    | account_email                       | 302 200 200 200 200 200
    POST   | account_email                       | 302 302 302 302 302 302
    GET    | account_email_verification_sent     | 200 200 200 200 200 200
    GET    | account_change_password             | 302 200 200 200 200 200
    POST   | account_change_password             | 302 200 200 200 200 200
    GET    | account_set_password                | 302 302 302 302 302 302
    POST   | account_set_password                | 302 302 302 302 302 302
    GET    | account_reset_password              | 200 200 200 200 200 200
    POST   | account_reset_password              | 200 200 200 200 200 200
    GET    | account_reset_password_done         | 200 200 200 200 200 200
    GET    | account_reset_password_from_key no reset| 200 200 200 200 200 200
    POST   | account_reset_password_from_key no reset| 200 200 200 200 200 200
    GET    | account_reset_password_from_key_done| 200 200 200 200 200 200
    GET    | account_confirm_login_code          | 302 302 302 302 302 302
    POST   | account_confirm_login_code          | 302 302 302 302 302 302
    GET    | account_request_reauthentication_code| 302 403 403 403 403 403
    POST   | account_request_reauthentication_code| 302 403 403 403 403 403
    GET    | account_confirm_reauthentication_code| 302 403 403 403 403 403
    POST   | account_confirm_reauthentication_code| 302 403 403 403 403 403
    GET    | mfa_index                           | 302 200 200 200 200 200
    GET    | mfa_activate_totp                   | 302 302 302 302 302 302
    POST   | mfa_activate_totp                   | 302 302 302 302 302 302
    GET    | mfa_deactivate_totp                 | 302 404 404 404 404 404
    POST   | mfa_deactivate_totp                 | 302 404 404 404 404 404
    GET    | mfa_view_recovery_codes             | 302 404 404 404 404 404
    GET    | mfa_generate_recovery_codes         | 302 302 302 302 302 302
    POST   | mfa_generate_recovery_codes         | 302 302 302 302 302 302
    GET    | mfa_download_recovery_codes         | 302 404 404 404 404 404
    GET    | mfa_authenticate                    | 302 302 302 302 302 302
    POST   | mfa_authenticate                    | 302 302 302 302 302 302
    GET    | mfa_reauthenticate                  | 302 302 302 302 302 302
    POST   | mfa_reauthenticate                  | 302 302 302 302 302 302
    GET    | socialaccount_connections           | 302 200 200 200 200 200
    POST   | socialaccount_connections           | 302 200 200 200 200 200
    GET    | socialaccount_signup                | 302 302 302 302 302 302
    POST   | socialaccount_signup                | 302 302 302 302 302 302
    GET    | socialaccount_login_cancelled       | 200 200 200 200 200 200
    GET    | socialaccount_login_error           | 401 401 401 401 401 401
    GET    | openid_connect_login no server      | 404 404 404 404 404 404
    POST   | openid_connect_login no server      | 404 404 404 404 404 404
    GET    | openid_connect_callback no server   | 404 404 404 404 404 404
    GET    | account_confirm_email no key        | 200 200 200 200 200 200
    POST   | account_confirm_email no key        | 404 404 404 404 404 404
    """.splitlines()
    if line.strip()
]


def routes(resolver: Any = None, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the name of each route in the URLconf. Routes must have names."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, (*above, pattern.namespace) if pattern.namespace else above)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*above, pattern.name or f"unnamed {pattern.pattern}"])
