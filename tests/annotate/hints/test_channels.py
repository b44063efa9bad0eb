"""Until their moment, no address of the site and nothing that is sent by itself contains a hint of an exercise.

Somebody else in the class has asked for hints already, dismissed one and adopted another.
"""

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from annotate.annotations.actions import submit_layer
from annotate.enums import HintTiming
from annotate.hints.visible import hints_of_text
from annotate.models import Annotation
from annotate.page_data import annotation_page_data
from annotate.webhooks.actions import add_webhook
from annotate.webhooks.delivery import deliver_due
from reports.formats import formats
from tests.annotate.hints.harbour import ask, exercise, respond
from tests.annotate.test_blind_channels import quiet, rows
from tests.annotate.webhooks.test_webhooks import Receiver, receiver
from tests.world import World, mark

pytestmark = pytest.mark.django_db
__all__ = ["receiver"]  # a fixture
CODE = re.compile(r'"(?:code|reason)"\s*:\s*"([^"]*)')
# Every address that can be read, and every format in which a report is downloaded; the PDF is made of the same report.
CHANNELS = {str(row): row for row in rows()} | {f"GET {slug}": slug for slug in formats() if slug != "pdf"}


@pytest.fixture
def hinted(world: World) -> World:
    """The class with an exercise with hints on request, in which a classmate has had some, and the pupil none."""
    round_ = exercise(world, HintTiming.ON_REQUEST)
    dismissed, adopted = (ask(world, "classmate", round_, more=True).json()["hint"] for _ in range(2))
    respond(world, "classmate", round_, dismissed["key"], "dismissed")
    from_hint = {"code": adopted["code"], "rules": "1", "key": adopted["key"]}
    mark(world.classmate, round_, adopted["quote"], "factual-claim", from_hint=from_hint)
    mark(world.pupil, round_, "Prices rose", "factual-claim")
    article = round_.text.article
    return replace(world, round=round_, text=round_.text, article=article)


def probes(world: World) -> dict[str, str]:
    """What gives a hint away: its key and its reason, the text as it is."""
    hints = hints_of_text(world.teacher, world.text)
    assert len(hints) > 4
    return {hint.key: str(hint.hint.reason) for hint in hints}


def gives_away(world: World, content: str) -> list[str]:
    """Return the keys, reasons and codes of hints in a response, as they are or as HTML or JSON escapes them."""
    keys_and_reasons = probes(world)
    codes = {hint.hint.reason.code for hint in hints_of_text(world.teacher, world.text)}
    plain = html.unescape(content)
    found = [
        probe
        for pair in keys_and_reasons.items()
        for probe in pair
        if probe in plain or json.dumps(probe)[1:-1] in plain
    ]
    return found + [code for code in CODE.findall(plain) if code in codes]


def answer(world: World, who: str, channel: str) -> str:
    row = CHANNELS[channel]
    url = f"/api/v1/articles/{world.article.pk}/report.{row}" if isinstance(row, str) else row.url(world)
    response: Any = world.client(who).get(url)
    return quiet(b"".join(response.streaming_content) if response.streaming else response.content)


def app_of(channel: str) -> str:
    """Return the app that answers, or "formats"."""
    row = CHANNELS[channel]
    return (
        "formats" if isinstance(row, str) else row.route.partition(":")[0] if ":" in row.route else "others"
    )


@pytest.mark.parametrize("app", sorted({app_of(channel) for channel in CHANNELS}))
def test_no_channel_contains_a_hint_before_its_moment(hinted: World, app: str) -> None:
    # What is put into the bin to be asked for comes last: only the database takes it out again.
    channels = sorted((c for c in CHANNELS if app_of(c) == app), key=lambda channel: "in bin" in channel)
    found = {}
    for channel in channels:
        with transaction.atomic():
            found[channel] = gives_away(hinted, answer(hinted, "pupil", channel))
            transaction.set_rollback(True)
    assert {channel: hints for channel, hints in found.items() if hints} == {}


@pytest.mark.parametrize("who", ["teacher", "viewer"])
def test_nor_do_those_of_the_round_for_somebody_who_does_not_annotate(hinted: World, who: str) -> None:
    for channel in CHANNELS:
        if " round" in channel:
            assert gives_away(hinted, answer(hinted, who, channel)) == [], channel


def test_they_are_found_where_they_may_be_read(hinted: World) -> None:
    submit_layer(hinted.pupil, hinted.round)
    shown = answer(hinted, "pupil", "GET api:hints round")
    assert set(gives_away(hinted, shown)) >= {*probes(hinted), *probes(hinted).values(), "should"}
    assert set(gives_away(hinted, answer(hinted, "teacher", "GET api:article-hints article"))) >= {
        *probes(hinted)
    }
    # What the classmate has adopted says so to them.
    assert gives_away(hinted, answer(hinted, "classmate", "GET api:annotations round"))


def test_they_are_found_however_they_are_written(hinted: World) -> None:
    for reason in probes(hinted).values():
        for written in (reason, html.escape(reason), json.dumps(reason), html.escape(json.dumps(reason))):
            assert gives_away(hinted, f"<p>{written}</p>") == [reason]


@pytest.mark.parametrize("hints", [HintTiming.OFF, HintTiming.AFTER_HAND_IN])
def test_the_page_says_nothing_of_hints_before_their_moment(world: World, hints: HintTiming) -> None:
    assert annotation_page_data(world.pupil, exercise(world, hints))["hints"] is None


def test_the_page_says_how_many_were_asked_for_and_no_more(hinted: World) -> None:
    data = annotation_page_data(hinted.classmate, hinted.round)["hints"]
    assert (data["moment"], data["requested"]) == ("on request", 2)
    assert data.keys() == {"moment", "available", "requested", "urls"}


def test_no_webhook_contains_a_hint(hinted: World, receiver: Receiver) -> None:
    add_webhook(hinted.teacher, hinted.team, receiver.url)
    deliver_due()
    ask(hinted, "classmate", hinted.round, more=True)
    asked = ask(hinted, "classmate", hinted.round, more=True).json()["hint"]
    respond(hinted, "classmate", hinted.round, asked["key"], "missed")
    mark(hinted.classmate, hinted.round, "storm", "opinion", from_hint={"code": "should", "rules": "1"})
    own = mark(hinted.teacher, hinted.round, "storm", "opinion")
    deliver_due()
    told = "".join(body.decode() for _headers, body in receiver.got)
    assert str(own.pk) in told
    assert gives_away(hinted, told) == []


def test_the_log_of_changes_holds_what_was_adopted_alone(hinted: World) -> None:
    logged = json.dumps(list(hinted.round.changes.values_list("payload", flat=True)))
    assert probes(hinted).keys() & set(gives_away(hinted, logged)) == set()
    assert Annotation.objects.filter(from_hint__isnull=False).count() == 1
