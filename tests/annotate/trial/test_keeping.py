"""Signing up or in keeps what was tried, for good; the trial's highlights come along."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from annotate.annotations.replay import replay_changes
from annotate.models import Annotation, Change, Layer, Round, ShownHint
from annotate.trial.actions import delete_expired_trials, keep_trial
from articles.models import Article
from people.models import User
from tests.annotate.trial.visitor import Visitor
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Visitor:
    """Somebody who has highlighted a passage and asked for a hint."""
    visitor = Visitor()
    visitor.start()
    visitor.highlight()
    hint = reverse("api:request-hint", args=[visitor.round.pk])
    assert visitor.client.post(hint, {"after": 0}, content_type="application/json").status_code == 200
    return visitor


def sign_in(visitor: Visitor, email: str = "stranger@school.example") -> Any:
    return visitor.client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def test_who_signs_up_is_the_visitor_and_gets_to_the_report(visitor: Visitor) -> None:
    pk, report, round_ = visitor.user.pk, visitor.report, visitor.round
    assert visitor.client.get(reverse("account_signup")).status_code == 200
    assert visitor.sign_up().url == report
    user = User.objects.get()
    assert (user.pk, user.email, user.name) == (pk, "ana@home.example", "Ana")
    assert (user.is_guest, user.is_trial, user.trial_ends_at) == (False, False, None)
    assert user.check_password("a-long-password-7")
    page = visitor.client.get(report).content.decode()
    assert "data-ends" not in page
    assert "globalist" in page
    assert round_.text.article.title in visitor.client.get(reverse("articles:list")).content.decode()
    # An account like any other: the limits of trials are gone.
    share = visitor.client.post(reverse("reports:share", args=[round_.text.article_id]), {"days": "31"})
    assert share.status_code == 200


def test_what_was_kept_is_not_deleted(visitor: Visitor) -> None:
    User.objects.update(trial_ends_at=timezone.now() + timedelta(seconds=60))
    visitor.sign_up()
    assert delete_expired_trials() == 0
    assert Annotation.objects.count() == 1


def test_all_that_was_tried_is_kept(visitor: Visitor) -> None:
    visitor.start("Another text.")
    newest = visitor.report
    assert visitor.sign_up().url == newest
    assert Article.objects.filter(owner__email="ana@home.example").count() == 2


def test_the_account_signs_in_from_elsewhere(visitor: Visitor) -> None:
    report = visitor.report
    visitor.sign_up()
    elsewhere = Visitor()
    login = {"login": "ana@home.example", "password": "a-long-password-7"}
    assert elsewhere.client.post(reverse("account_login"), login).status_code == 302
    assert elsewhere.client.get(report).status_code == 200


def test_a_form_with_mistakes_keeps_the_trial_as_it_is(world: World, visitor: Visitor) -> None:
    report = visitor.report
    assert visitor.sign_up("teacher@school.example").status_code in (200, 302)
    assert visitor.sign_up("no address").status_code == 200
    assert visitor.user.is_trial
    assert visitor.client.get(report).status_code == 200
    world.teacher.refresh_from_db()
    assert world.teacher.name == "teacher"


def test_with_mandatory_confirmation_it_is_kept_too(visitor: Visitor, settings: Any, mailoutbox: Any) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    report = visitor.report
    assert visitor.sign_up().url == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.email, user.trial_ends_at) == ("ana@home.example", None)
    assert user.articles.count() == 1
    assert visitor.client.get(report).status_code == 302
    assert len(mailoutbox) == 1


def test_signing_in_moves_it_to_the_account(world: World, visitor: Visitor) -> None:
    tried, round_, report = visitor.user, visitor.round, visitor.report
    assert sign_in(visitor).url == report
    assert not User.objects.filter(pk=tried.pk).exists()
    assert visitor.user == world.stranger
    assert "globalist" in visitor.client.get(report).content.decode()
    round_.refresh_from_db()
    assert (round_.created_by, round_.text.article.owner) == (world.stranger, world.stranger)
    assert Layer.objects.get(round=round_).annotator == world.stranger
    assert ShownHint.objects.get(round=round_).annotator == world.stranger
    assert {change.actor for change in Change.objects.filter(round=round_)} == {world.stranger}
    assert world.stranger.articles.count() == 2


def test_the_log_still_says_what_is_there(world: World, visitor: Visitor) -> None:
    round_ = visitor.round
    sign_in(visitor)
    changes = Change.objects.filter(round=round_).order_by("seq")
    rows = replay_changes((change.verb, change.payload) for change in changes)
    assert len(rows) == Annotation.objects.filter(layer__round=round_, deleted=False).count() == 1


def test_no_row_of_the_visitor_is_left_behind(world: World, visitor: Visitor) -> None:
    """Each table that refers to a person, so that whoever adds one thinks of ``keep_trial``."""
    tried = visitor.user
    keep_trial(tried, world.stranger)
    for relation in User._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: tried.pk})
        assert not rows.exists(), relation
    for article in world.stranger.articles.all():
        assert article.texts.exists()
    assert Layer.objects.filter(round__text__article__team=None, annotator=None).count() == 0
    assert Change.objects.filter(round__text__article__team=None, actor=None).count() == 0


def test_others_keep_what_is_theirs(world: World, visitor: Visitor) -> None:
    other = Visitor()
    other.start()
    sign_in(visitor)
    assert other.client.get(other.report).status_code == 200
    assert other.round.text.article.owner == other.user
    assert Round.objects.filter(text__article__owner=world.teacher).count() == 2


def test_a_wrong_password_keeps_the_trial(world: World, visitor: Visitor) -> None:
    form = {"login": "stranger@school.example", "password": "wrong"}
    assert visitor.client.post(reverse("account_login"), form).status_code == 200
    assert visitor.user.is_trial
    assert visitor.client.get(visitor.report).status_code == 200


def test_an_account_cannot_be_taken_over_by_a_session_that_was_a_trial(visitor: Visitor) -> None:
    """The session from before has another key: whoever copied it is nobody now."""
    before = visitor.client.cookies["sessionid"].value
    visitor.sign_up()
    thief = Visitor()
    thief.client.cookies["sessionid"] = before
    assert thief.client.get(reverse("articles:list")).url.startswith(reverse("account_login"))


def test_an_invitation_comes_before_the_report(world: World, visitor: Visitor) -> None:
    form = {"email": "ana@home.example", "name": "Ana", "password1": "a-long-password-7"}
    page = visitor.client.post(f"{reverse('account_signup')}?next=/guide/", form | {"next": "/guide/"})
    assert page.url == "/guide/"
    assert User.objects.get(email="ana@home.example").articles.count() == 1
