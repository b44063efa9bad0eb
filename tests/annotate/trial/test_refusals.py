"""What somebody may do who tries the site, at each route of it: everything that is not listed here is refused."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from annotate.access import rounds_visible_to
from annotate.models import HintSuggestions, Round, Webhook
from articles.models import Article
from people.actions.accounts import create_token
from people.actions.guests import join_with_account, open_join_code
from people.actions.teams import accept_invitation, create_own_team, send_invitation
from people.models import ApiToken, Team, User
from people.permissions import IN_TRIAL, Permission, PermissionRefused, Role, has_permission
from reports.models import ExportJob, Import, SharedReport
from tests.annotate.trial.visitor import Visitor
from tests.routes import TABLE
from tests.world import BODY, World

pytestmark = pytest.mark.django_db

# Answered with 2xx, or with a redirect to what was asked for. Rows about somebody else's or no object are not here.
MAY = {
    # Everybody may, signed in or not.
    "GET home", "GET service-worker", "GET share-worker", "GET manifest", "GET catalogue Spanish", "POST language",
    "GET api-docs", "GET openapi", "GET annotate:default-css", "GET annotate:guide", "GET people:join",
    "GET people:return", "GET lti:canvas", "GET lti:keys",
    "GET articles:receive", "GET reports:account-deleted", "GET account_inactive",
    # Highlighting and the report on their own article.
    "POST annotate:start article", "GET annotate:annotate round", "GET annotate:codebook-css codebook",
    "GET api:annotations round", "PUT api:annotation new mark", "GET api:annotations-unplaced round",
    "GET api:changes round", "GET api:comments round", "GET api:hints round", "POST api:request-hint round",
    "GET api:round round", "GET api:rounds", "GET api:article article", "GET api:articles",
    "GET api:codebooks", "GET api:codebook codebook", "GET api:revisions article",
    "GET reports:report article", "GET reports:disputed article", "GET reports:download article",
    "GET api:report article", "GET api:report-download json", "GET api:sources article",
    "GET annotate:hints round", "GET api:article-picture picture", "GET articles:picture picture",
    "GET api:findings article", "GET api:compare article", "GET api:key round", "GET api:adjudicated round",
    "GET api:feedback round", "GET reports:feedback round",
    "GET api:worksheet worksheet pdf", "GET reports:worksheet worksheet pdf",
    # The time zone of their own pages.
    "GET api:time-zone", "PUT api:time-zone",
    # Empty lists, and what is built in.
    "GET api:classes", "GET api:lessons", "GET api:builtin-lessons", "GET api:builtin-lesson built-in lesson",
    "GET annotate:colours", "GET annotate:lesson-cover built-in lesson",
    "GET annotate:codebook-toml codebook", "GET api:bin", "GET api:tokens", "GET api:teams",
    "GET api:imports", "GET api:corpus-own", "GET api:groups round", "GET api:own-group round",
    # Joins nothing: the round of a trial has no groups.
    "PUT api:own-group round",
    # Leads back to the tags: there is no team to copy them to.
    "POST annotate:copy-codebook codebook",
    # Nothing of theirs ever gets into the bin, where the table puts it.
    "POST annotate:bin-restore article in bin", "POST annotate:bin-restore round in bin",
    "POST api:bin-restore article in bin", "POST api:bin-restore round in bin",
    # Trying another text, and the end of it.
    "POST annotate:try", "GET annotate:try", "POST annotate:try-sample", "GET annotate:end-trial",
    "POST annotate:end-trial",
}  # fmt: skip
SIGNING_IN = ("account_", "mfa_", "socialaccount_", "openid_connect_")


@pytest.fixture
def visitor() -> Visitor:
    visitor = Visitor()
    visitor.start(BODY)
    return visitor


@pytest.fixture
def own(world: World, visitor: Visitor) -> World:
    """The world, in which the article, its text and its round are those of the visitor."""
    round_ = visitor.round
    return replace(world, article=round_.text.article, text=round_.text, round=round_)


def test_a_visitor_may_do_what_is_listed_and_nothing_else(own: World, visitor: Visitor) -> None:
    done, session = set(), visitor.client.cookies["sessionid"].value
    for row in TABLE:
        if row.route.startswith(SIGNING_IN) and row.route != "account_inactive":
            continue
        # An answer key is the teacher's: the round of a trial cannot have one.
        if row.about == "worksheet and key":
            continue
        with transaction.atomic():
            client = Client()
            client.cookies["sessionid"] = session
            response: Any = row.request(own, client)
            transaction.set_rollback(True)
        refused = response.status_code >= 400 or (
            response.status_code == 302
            and row.route != "language"
            and response.url.split("?")[0] in (reverse("home"), reverse("account_login"))
            and row.route != "annotate:end-trial"
        )
        if not refused:
            done.add(str(row))
    assert (sorted(done - MAY), sorted(MAY - done)) == ([], [])


@pytest.mark.parametrize("permission", Permission)
def test_the_table_of_permissions_has_a_part_for_trials(visitor: Visitor, permission: Permission) -> None:
    assert has_permission(visitor.user, permission, visitor.round) == (permission in IN_TRIAL)


def test_no_article_is_added_by_the_api(visitor: Visitor, settings: Any) -> None:
    settings.FETCH_ARTICLES = True
    address = reverse("api:articles")
    for sent in (
        {"title": "T", "text": "A text."},
        {"url": "https://127.0.0.1:1/article"},
        {"file": SimpleUploadedFile("a.txt", b"A text.")},
        {"file": SimpleUploadedFile("a.zip", b"PK\x05\x06" + bytes(18))},
        {"file": SimpleUploadedFile("a.png", b"\x89PNG")},
    ):
        as_json = {} if "file" in sent else {"content_type": "application/json"}
        assert visitor.client.post(address, sent, **as_json).status_code == 403
    assert Article.objects.count() == 1


def test_no_article_is_added_by_the_pages(visitor: Visitor) -> None:
    for sent in (
        {"text": "A text.", "title": ""},
        {"text": "", "title": "", "files": SimpleUploadedFile("a.zip", b"PK")},
    ):
        assert visitor.client.post(reverse("articles:upload"), sent).status_code == 403
    assert visitor.client.get(reverse("articles:share")).status_code == 403
    assert Article.objects.count() == 1


def test_nothing_is_shared_sent_or_made_in_the_background(visitor: Visitor, settings: Any) -> None:
    settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL = "http://127.0.0.1:1/v1", "m"
    pk = visitor.round.text.article_id
    visitor.highlight("globalist")
    refusals = [
        visitor.client.post(reverse("reports:share", args=[pk]), {"days": "31"}),
        visitor.client.post(reverse("api:shares", args=[pk]), {"days": 7}, content_type="application/json"),
        visitor.client.post(reverse("reports:download-own"), {"format": "csv"}),
        visitor.client.post(reverse("reports:download-everything")),
        visitor.client.post(reverse("annotate:suggest-hints", args=[pk])),
        visitor.client.post(reverse("api:hint-suggestions", args=[pk])),
        visitor.client.post(
            reverse("api:imports"), {"file": SimpleUploadedFile("a.jsonl", b'{"text": "T", "label": []}')}
        ),
        visitor.client.post(reverse("api:rounds"), {"article": pk}, content_type="application/json"),
    ]
    codes = [response.status_code for response in refusals]
    assert codes == [403, 403, 302, 403, 403, 403, 403, 403]
    assert refusals[2].url == reverse("home")
    for model in (SharedReport, ExportJob, HintSuggestions, Import, Webhook):
        assert not model.objects.exists(), model
    assert Round.objects.count() == 1


def test_no_token_no_team_no_class(world: World, visitor: Visitor) -> None:
    user = visitor.user
    code = open_join_code(world.teacher, world.team).code
    token, _sent = send_invitation(world.teacher, world.team, Role.EDITOR, 7)
    attempts = (
        lambda: create_token(user),
        lambda: create_own_team(user, "Ours"),
        lambda: join_with_account(user, code, "network"),
        lambda: accept_invitation(user, token),
    )
    before = Team.objects.count()
    for attempt in attempts:
        with pytest.raises(PermissionRefused):
            attempt()
    assert Team.objects.count() == before
    assert not ApiToken.objects.exists()
    assert not user.memberships.exists()
    assert {round_.pk for round_ in rounds_visible_to(user)} == {visitor.round.pk}


def test_an_invitation_leads_to_signing_up(world: World, visitor: Visitor) -> None:
    token, _sent = send_invitation(world.teacher, world.team, Role.EDITOR, 7)
    path = reverse("people:invitation", args=[token])
    assert 'data-action="sign-up"' in visitor.client.get(path).content.decode()
    form = {"email": "ana@home.example", "name": "Ana", "password1": "a-long-password-7", "next": path}
    assert visitor.client.post(reverse("account_signup"), form).url == path
    assert visitor.client.post(path).url == reverse("people:team", args=[world.team.pk])
    assert User.objects.get(email="ana@home.example").articles.count() == 1


def test_guests_of_a_class_own_nothing_as_before(world: World, visitor: Visitor) -> None:
    guest = visitor.user
    guest.trial_ends_at = None
    assert not any(has_permission(guest, permission, visitor.round) for permission in Permission)
