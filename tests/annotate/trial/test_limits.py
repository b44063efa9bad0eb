"""The limits of trials: from one browser and for the whole site; and a class that joins while they are used up."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotate.annotations.quotas import MAX_TRIAL_CHANGES, TRIAL_IS_FULL
from annotate.models import Round
from annotate.trial.limits import PER_BROWSER
from people.actions.guests import open_join_code
from people.models import User
from tests.annotate.trial.visitor import Visitor
from tests.wording import says
from tests.world import World, annotation_input, mark

pytestmark = pytest.mark.django_db


def refused(page: Any) -> bool:
    """Return whether no trial began, and the page leads to signing up."""
    return page.status_code == 429 and reverse("account_signup") in page.content.decode()


def test_one_browser_tries_a_few_articles_which_one_visitor_keeps() -> None:
    visitor = Visitor()
    for _ in range(PER_BROWSER):
        assert visitor.start().status_code == 302
    assert refused(visitor.start())
    assert refused(visitor.start(None))
    assert User.objects.count() == 1
    assert Round.objects.count() == PER_BROWSER
    assert Visitor().start().status_code == 302


def test_what_was_deleted_counts() -> None:
    visitor = Visitor()
    for _ in range(PER_BROWSER):
        visitor.start()
        visitor.client.post(reverse("annotate:end-trial"))
    assert refused(visitor.start())


def test_the_site_has_a_budget(settings: Any) -> None:
    settings.TRIALS_PER_DAY = 2
    assert Visitor().start().status_code == 302
    assert Visitor().start(None).status_code == 302
    late = Visitor()
    for _ in range(PER_BROWSER + 1):
        assert refused(late.start())
    assert User.objects.count() == 2
    # What the site refused did not count for the browser.
    settings.TRIALS_PER_DAY = 10
    assert late.start().status_code == 302


def test_a_class_joins_and_signs_up_behind_the_address_that_used_the_budget_up(
    world: World, settings: Any
) -> None:
    settings.TRIALS_PER_DAY = 1
    Visitor().start()
    assert all(refused(Visitor().start()) for _ in range(40))
    code = open_join_code(world.teacher, world.team).code
    for number in range(30):
        client = Client()
        page = client.post(reverse("people:join"), {"code": code, "nickname": f"Pupil {number}"})
        assert page.url == reverse("people:return-code")
        assert client.get(f"/rounds/{world.round.pk}/").status_code == 200
    assert Visitor().sign_up().url == reverse("home")


def test_a_class_that_joined_leaves_the_budget_alone(world: World, settings: Any) -> None:
    settings.TRIALS_PER_DAY = 1
    code = open_join_code(world.teacher, world.team).code
    for number in range(5):
        Client().post(reverse("people:join"), {"code": code, "nickname": f"Pupil {number}"})
    assert Visitor().start().status_code == 302


def test_a_visitor_makes_so_many_changes_and_goes_on_with_an_account(world: World) -> None:
    visitor = Visitor()
    visitor.start()
    round_, annotation = visitor.round, visitor.highlight()
    Round.objects.filter(pk=round_.pk).update(last_seq=MAX_TRIAL_CHANGES)
    address = reverse("api:annotation", args=[round_.pk, annotation.pk])
    change = vars(annotation_input(round_, "disgrace"))
    send = partial(visitor.client.put, address, change, content_type="application/json")
    response = send()
    assert response.status_code == 403
    assert says(TRIAL_IS_FULL, response.json()["detail"])
    visitor.sign_up()
    assert send().status_code == 200
    # Nobody else is limited in this way.
    Round.objects.filter(pk=world.round.pk).update(last_seq=MAX_TRIAL_CHANGES)
    assert mark(world.pupil, world.round, "globalist", "opinion")


def test_a_visitor_joins_a_class_as_anybody_does(world: World) -> None:
    visitor = Visitor()
    visitor.start()
    tried = visitor.user
    page = visitor.client.get(reverse("people:join"))
    assert "nickname" in page.context["form"].fields
    code = open_join_code(world.teacher, world.team).code
    form = {"code": code, "nickname": "Zoë"}
    assert visitor.client.post(reverse("people:join"), form).url == reverse("people:return-code")
    assert visitor.user != tried
    assert (visitor.user.name, visitor.user.is_trial) == ("Zoë", False)
    assert not tried.memberships.exists()
