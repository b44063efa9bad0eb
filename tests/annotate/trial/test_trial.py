"""Somebody tries the site without an account: sample or own text, highlights, report, and the end of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from annotate.models import Annotation, Round
from annotate.trial.actions import delete_trial
from annotate.trial.limits import PER_BROWSER
from annotate.trial.samples import read_sample
from articles.actions import MAX_TRIAL_CHARS
from articles.models import Article
from operations.daily import run_daily_jobs
from people.models import User
from people.permissions import role_on
from tests.annotate.trial.visitor import TEXT, Visitor
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def end(visitor: Visitor) -> User:
    """Let the visitor's day pass."""
    user = visitor.user
    User.objects.filter(pk=user.pk).update(trial_ends_at=timezone.now() - timedelta(seconds=1))
    return user


def files() -> list[Path]:
    return [path for path in Path(site_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("text", [None, TEXT])
def test_from_the_button_to_the_report(visitor: Visitor, text: str | None) -> None:
    assert visitor.client.get(reverse("home")).status_code == 200
    assert not User.objects.exists()
    page = visitor.start(text)
    assert page.url == reverse("annotate:annotate", args=[visitor.round.pk])
    assert visitor.client.get(page.url).context["data"]["mayMark"]
    visitor.highlight("globalist" if text else "splashed out")
    report = visitor.client.get(visitor.report)
    assert report.status_code == 200
    assert "data-ends" in report.content.decode()
    user = visitor.user
    assert (user.email, user.is_trial, user.has_usable_password()) == (None, True, False)
    assert abs(user.trial_ends_at - timezone.now() - timedelta(days=1)) < timedelta(hours=1)
    pdf = reverse("api:report-download", args=[visitor.round.text.article_id, "pdf"])
    assert visitor.client.get(pdf)["Content-Type"] == "application/pdf"


def test_looking_makes_nobody(visitor: Visitor) -> None:
    for name in ("home", "annotate:try", "account_signup"):
        assert visitor.client.get(reverse(name)).status_code == 200
    assert visitor.client.get(reverse("annotate:try-sample")).status_code == 405
    assert not User.objects.exists()
    assert not Article.objects.exists()


def test_the_sample_speaks_the_language_of_the_page() -> None:
    with translation.override("es"):
        spanish = read_sample()
    english = read_sample()
    assert (english.language, spanish.language) == ("en", "es")
    for draft in (english, spanish):
        assert 250 <= len(draft.text.split()) <= 320
        assert draft.title
        assert draft.byline
    with translation.override("fr"):
        assert read_sample() == english


def test_a_text_stays_as_it_was_pasted(visitor: Visitor) -> None:
    text = "A bridge is closed\r\n\r\nAdvertisement\r\n\r\nShare this article on Facebook\r\n\r\nIt opens in May."
    visitor.start(text)
    assert visitor.round.text.body == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n ",
        "https://example.org/article",
        "x" * (MAX_TRIAL_CHARS + 1),
        "a\0b",
    ],
)
def test_what_cannot_be_read_says_why_and_does_not_count(visitor: Visitor, text: str) -> None:
    for _ in range(PER_BROWSER + 1):
        page = visitor.start(text)
        assert page.status_code == 422
        assert page.context["form"].errors["text"]
    assert not User.objects.exists()
    assert visitor.start().status_code == 302


def test_the_longest_text_is_not_too_long_for_its_line_ends(visitor: Visitor) -> None:
    line = "x" * 98 + "\r\n"
    text = line * (MAX_TRIAL_CHARS // 99)
    assert len(text) > MAX_TRIAL_CHARS
    assert visitor.start(text).status_code == 302


def test_html_and_files_are_no_way_around(visitor: Visitor) -> None:
    picture = "<p>From the clipboard.</p><img src='data:image/png;base64,AAAA'>"
    visitor.client.post(reverse("annotate:try"), {"text": TEXT, "html": picture})
    article = visitor.round.text.article
    assert article.texts.get().body == TEXT
    assert not article.pictures.exists()


def test_a_visitor_goes_on_from_the_home_page(visitor: Visitor) -> None:
    visitor.start()
    assert visitor.client.get(reverse("home")).context["trial"] == visitor.round
    assert visitor.client.get(reverse("articles:list")).url == reverse("home")
    assert visitor.client.get(reverse("people:teams")).url == reverse("home")


def test_somebody_with_an_account_gets_no_trial(world: World) -> None:
    assert Visitor(world.client("teacher")).start().url == reverse("home")
    assert not User.objects.filter(trial_ends_at__isnull=False).exists()


def test_others_see_nothing_of_it(world: World, visitor: Visitor) -> None:
    visitor.start()
    round_ = visitor.round
    for role in ("teacher", "stranger", "nobody"):
        client = world.client(role)
        for path in (f"/rounds/{round_.pk}/", visitor.report, f"/articles/{round_.text.article_id}/"):
            assert client.get(path).status_code == (302 if role == "nobody" else 404)
    other = Visitor()
    other.start()
    assert other.client.get(f"/rounds/{round_.pk}/").status_code == 404
    assert other.client.get(visitor.report).status_code == 404


def test_a_trial_that_is_over_is_refused_at_once(visitor: Visitor) -> None:
    visitor.start()
    round_, report = visitor.round, visitor.report
    annotations = reverse("api:annotations", args=[round_.pk])
    assert visitor.client.get(annotations).status_code == 200
    end(visitor)
    assert visitor.client.get(f"/rounds/{round_.pk}/").url.startswith(reverse("account_login"))
    assert visitor.client.get(report).url.startswith(reverse("account_login"))
    assert visitor.client.get(annotations).status_code == 401
    assert "trial" not in visitor.client.get(reverse("home")).context
    # The page that they get to says why, whether or not the daily jobs have run.
    assert "data-trial-over" in visitor.client.get(report, follow=True).content.decode()
    run_daily_jobs()
    assert "data-trial-over" in visitor.client.get(report, follow=True).content.decode()
    assert "data-trial-over" not in Client().get(report, follow=True).content.decode()
    assert visitor.start().status_code == 302
    assert visitor.user.is_trial


def test_a_user_object_outlives_the_trial_in_no_permission(visitor: Visitor) -> None:
    visitor.start()
    user, round_ = visitor.user, visitor.round
    assert round_.text.article.owner == user
    user.trial_ends_at = timezone.now()
    assert role_on(user, round_) is None


def test_the_daily_jobs_delete_what_is_over_and_nothing_else(
    world: World, visitor: Visitor, django_capture_on_commit_callbacks: Any
) -> None:
    before = (set(User.objects.all()), set(Article.all_objects.all()), set(files()))
    visitor.start()
    visitor.highlight()
    end(visitor)
    running = Visitor()
    running.start()
    running_round = running.round
    with django_capture_on_commit_callbacks(execute=True):
        run_daily_jobs()
    assert set(User.objects.all()) == before[0] | {running.user}
    assert set(Article.all_objects.all()) == before[1] | {running_round.text.article}
    assert len(files()) == len(before[2]) + 1
    assert running.client.get(running.report).status_code == 200


def test_a_visitor_deletes_it_at_once(visitor: Visitor, django_capture_on_commit_callbacks: Any) -> None:
    visitor.start()
    visitor.highlight()
    address = reverse("annotate:end-trial")
    assert visitor.client.get(address).status_code == 200
    assert Annotation.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert visitor.client.post(address).url == reverse("home")
    assert not User.objects.exists()
    assert not Article.all_objects.exists()
    assert not Round.all_objects.exists()
    assert not files()
    assert "trial" not in visitor.client.get(reverse("home")).context


def test_nobody_deletes_an_account_in_this_way(world: World) -> None:
    assert world.client("teacher").post(reverse("annotate:end-trial")).url == reverse("home")
    assert not delete_trial(world.teacher.pk)
    assert User.objects.filter(pk=world.teacher.pk).exists()


def test_a_site_can_turn_it_off(visitor: Visitor, settings: Any) -> None:
    settings.TRIALS_PER_DAY = 0
    home = visitor.client.get(reverse("home")).content.decode()
    assert reverse("annotate:try") not in home
    assert visitor.client.get(reverse("annotate:try")).status_code == 404
    assert visitor.start().status_code == 404
    assert visitor.start(None).status_code == 404
    assert Client().get(reverse("account_signup")).status_code == 200
