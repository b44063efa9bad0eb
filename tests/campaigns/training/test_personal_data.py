"""What training stores about somebody is handed out, and goes with them."""

import pytest

from annotate.privacy.erasure import erase_person
from campaigns.enums import Purpose
from campaigns.models import PracticeAttempt
from campaigns.training.actions import start_practice
from people.personal_data import registered_personal_data
from tests.campaigns.small import add_articles, hand_in, small_campaign, write_key

pytestmark = pytest.mark.django_db


def test_attempts_are_handed_out_and_erased() -> None:
    small = small_campaign(people=1, articles=0)
    write_key(small.lead, add_articles(small.lead, small.campaign, 1, Purpose.PRACTICE)[0])
    person = small.people[0]
    hand_in(person, start_practice(person, small.campaign), 2)
    attempts = registered_personal_data(person, small.team)["campaign-training"]
    assert [(each["article"], each["attempt"], each["score"]) for each in attempts] == [
        ("Quillmouth 1", 1, 1.0)
    ]
    assert "campaign-training" not in registered_personal_data(person)
    erase_person(small.lead, small.team, person, keep_annotations=False)
    assert not PracticeAttempt.objects.exists()
