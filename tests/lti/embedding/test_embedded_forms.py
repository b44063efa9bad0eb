"""What a teacher presses on a page in a frame works there."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.urls import resolve, reverse
from lxml import html

from annotate.enums import RoundState
from annotate.models import Round
from lti.embedding.pages import PAGES
from tests.annotate.assignments.sets import make_assignment
from tests.lti.embedding.embedded_person import EmbeddedPerson, register_platform
from tests.world import World
from web.http.embedded import without_prefix

STATES = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED, RoundState.REVEALED)


def page_of_round(world: World, state: RoundState) -> str:
    Round.objects.filter(pk=world.round.pk).update(state=state)
    return reverse("annotate:round", args=[world.round.pk])


def page_of_assignment(world: World, state: RoundState) -> str:
    assignment = make_assignment(world, state=state)
    return reverse("annotate:assignment", args=[assignment.pk])


def page_of_person(world: World, state: RoundState) -> str:
    Round.objects.filter(pk=world.round.pk).update(state=state)
    return reverse("reports:results-person", args=[world.round.pk, world.pupil.pk])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", [page_of_round, page_of_assignment, page_of_person])
def test_forms_go_to_pages_of_the_frame(
    world: World, page: Callable[[World, RoundState], str], state: RoundState
) -> None:
    teacher = EmbeddedPerson(world.teacher, register_platform())
    document = html.document_fromstring(teacher.page(page(world, state)).content)
    addresses = document.xpath("//form[@method='post']/@action")
    names = {resolve(without_prefix(address)).view_name for address in addresses}
    assert names - PAGES == set()


def test_a_reminder_leads_to_the_page_outside_of_the_frame(
    world: World, mailoutbox: list[EmailMessage]
) -> None:
    teacher = EmbeddedPerson(world.teacher, register_platform())
    teacher.page(reverse("annotate:remind", args=[world.round.pk]), "post")
    assert f"http://testserver{reverse('annotate:round', args=[world.round.pk])}" in mailoutbox[0].body
