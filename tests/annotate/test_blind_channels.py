"""Every address of the site, asked by everybody else in the class about an exercise in which people work alone.

The same in groups is in ``test_blind_channels_groups.py``. ``test_independent.py`` looks at the channels that are known
to speak of highlights; this looks at all of them, so that one that is added is looked at, too. What the pupil made is
full of probes: words that stand nowhere else.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from annotate.access import NOT_REVEALED
from annotate.annotations.actions import delete_annotation, submit_layer
from annotate.annotations.leading import start_leading
from annotate.enums import Feedback, FeedbackTiming, RoundMode, RoundState
from annotate.groups.actions import GroupInput, set_groups
from annotate.models import Annotation, Round
from annotate.revisions.actions import correct_text
from annotate.rounds.actions import RoundSettings, create_round
from annotate.rounds.progress import progress
from articles.editing.text_edit import TextEdit
from people.models import User
from reports.formats import formats, of_record
from tests.routes import ABOUT, TABLE, Row
from tests.world import BODY, PASSWORD, World, annotation_input, mark

# Everybody else, with and without highlights of their own; an editor has the same answers as the owner without them.
OTHERS = {
    "a classmate who highlights along": ("classmate", True),
    "a classmate who looks on": ("classmate", False),
    "an editor who highlights along": ("colleague", True),
    "the owner who highlights along": ("teacher", True),
    "the owner who looks on": ("teacher", False),
    "a viewer": ("viewer", False),
}
PROBES = ("probe-note", "probe-detail", "probe-comment", '"quote": "Nobody should', "probe-deleted")
THEIRS = ("account_", "mfa_", "socialaccount_", "openid_connect_")
# What differs from one answer to the next by itself.
NOISE = [
    (re.compile(r'name="csrfmiddlewaretoken" value="\w+"'), ""),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:\d\d)?"), "TIME"),
    (re.compile(r'nonce[-=]["\w]+'), "NONCE"),
    # A link to a lesson is made anew each time.
    (re.compile(r"/lessons/link/[\w-]+"), "LINK"),
]
NOISY_HEADERS = {"X-Request-ID", "Expires", "Content-Length", "Set-Cookie", "ETag", "Content-Security-Policy"}
# Who leads the round is told who has begun and who has handed in, and nothing else of it.
WHO_HAS_BEGUN = {
    "annotate:assignment",
    "annotate:dashboard",
    "annotate:round",
    "annotate:team-rounds",
    "annotate:team-progress",
    "annotate:delete-round",
    "annotate:bin-delete",
    "annotate:personal-data",
    "api:assignment-progress",
    "api:classes",
    "api:progress",
    "api:personal-data",
    "lti:link",
}


@pytest.fixture
def mode() -> RoundMode:
    return RoundMode.INDEPENDENT


@pytest.fixture
def blind(world: World, mode: RoundMode) -> World:
    """A class with one exercise, in which the pupil has left probes everywhere, alone or alone in a group."""
    given = RoundSettings(mode, feedback=Feedback.KEY, feedback_when=FeedbackTiming.ON_REVEAL)
    round_ = create_round(world.teacher, world.text, given)
    if mode == RoundMode.GROUPS:
        groups = [GroupInput(members=(person.pk,)) for person in (world.pupil, world.classmate)]
        set_groups(world.teacher, round_, groups)
    world.round.delete()
    world.draft.delete()
    marks = {
        name: mark(world.pupil, round_, words, tag, note="probe-note", details=details)
        for name, words, tag, details in (
            ("claim", "Nobody should be surprised by that", "factual-claim", {"evidence": []}),
            ("loaded", "globalist", "loaded-language", {"neutral": "probe-detail"}),
            ("gone", "Taxes fell", "opinion", {}),
            ("unplaced", "in one line", "opinion", {}),
        )
    }
    delete_annotation(world.pupil, round_, marks["gone"].pk)
    url = f"/api/v1/rounds/{round_.pk}/comments/{uuid4()}/"
    sent = {"annotation": marks["claim"].pk, "body": "probe-comment"}
    assert world.client("pupil").put(url, sent, content_type="application/json").status_code == 201
    submit_layer(world.pupil, round_)
    # All of them move, and one loses its place.
    edits = [TextEdit(0, 2, ""), TextEdit(start := BODY.index(" in one line"), start + 12, "")]
    correct_text(world.teacher, world.article, 1, edits, [])
    round_ = Round.objects.get(pk=round_.pk)
    blind = replace(world, round=round_, annotations=marks)
    # There before anything is asked for: PostgreSQL would number another one each time.
    for about in (
        "teacher's import",
        "picture",
        "picture under review",
        "lesson",
        "assignment",
        "lti link",
        "upload",
    ):
        ABOUT[about](blind)
    # The keys of the site are made when they are first asked for.
    world.client("nobody").get("/lti/keys/")
    return blind


def rows() -> Iterator[Row]:
    """Every address that can be read in this world."""
    for row in TABLE:
        if row.method == "GET" and not row.route.startswith(THEIRS) and "draft" not in row.about:
            yield row


def addresses(world: World, along: bool) -> dict[str, Callable[[World], str]]:
    """Those addresses, and every format in which a report is downloaded (the PDF is made of the same report).

    For who has highlighted nothing: JSON for all that are made of the report, and those that are not made of it.
    """
    found: dict[str, Callable[[World], str]] = {str(row): row.url for row in rows()}
    for slug, kind in formats().items():
        if slug != "pdf" and (along or slug == "json" or of_record(kind)):
            url = f"/api/v1/articles/{world.article.pk}/report.{slug}"
            found[f"GET {slug}"] = lambda _world, url=url: url
    return found


def answers(
    world: World, who: str, along: bool = True, routes: Collection[str] = ()
) -> dict[str, tuple[int, dict[str, str], str]]:
    """Address -> status, headers and body; of archives, what is in them. Of all addresses, or of ``routes``."""
    found = {}
    client = world.client(who)
    for row, url in addresses(world, along).items():
        if routes and row.split()[1] not in routes:
            continue
        with transaction.atomic():
            # Of some rows the world must be changed first: what they are about is put into the bin.
            response: Any = client.get(url(world))
            content = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        headers = {name: value for name, value in response.items() if name not in NOISY_HEADERS}
        found[row] = (response.status_code, headers, quiet(content))
    return found


def close_gaps(round_: Round) -> None:
    """Number the changes that are left as if there had never been others."""
    for seq, change in enumerate(round_.changes.order_by("seq"), 1):
        round_.changes.filter(pk=change.pk).update(seq=seq)
    Round.objects.filter(pk=round_.pk).update(last_seq=round_.changes.count())


def quiet(content: bytes) -> str:
    """A body as text, without noise."""
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = b"".join(archive.read(name) for name in sorted(archive.namelist()))
    text = content.decode(errors="replace")
    for pattern, instead in NOISE:
        text = pattern.sub(instead, text)
    return text


def probes_in(text: str) -> list[str]:
    """What of the pupil's is in an answer, as it is or as JSON escapes it."""
    return [probe for probe in PROBES if probe in text or json.dumps(probe)[1:-1] in text]


@pytest.mark.parametrize(("who", "along"), OTHERS.values(), ids=list(OTHERS))
def test_no_address_tells_what_others_have_highlighted_or_how_much(
    blind: World, who: str, along: bool
) -> None:
    if along:
        mark(getattr(blind, who), blind.round, "A second line", "opinion")
    busy = answers(blind, who, along)
    assert {row: probes for row, (_s, _h, text) in busy.items() if (probes := probes_in(text))} == {}
    blind.round.layers.filter(annotator=blind.pupil).delete()
    close_gaps(blind.round)
    calm = answers(blind, who, along)
    differing = {row for row in busy if busy[row] != calm[row] and row.split()[1] not in WHO_HAS_BEGUN}
    assert differing == set()


@pytest.mark.parametrize("who", ["teacher", "colleague"])
def test_who_leads_is_told_who_has_begun_and_nothing_else_of_it(blind: World, who: str) -> None:
    """The answers are the same whether the pupil who has handed in has highlighted a lot, or one thing."""
    busy = answers(blind, who, routes=WHO_HAS_BEGUN)
    assert {row.split()[1] for row in busy} == WHO_HAS_BEGUN
    marks = Annotation.objects.filter(layer__round=blind.round, layer__annotator=blind.pupil)
    marks.exclude(pk=blind.annotations["claim"].pk).delete()
    blind.round.changes.filter(actor=blind.pupil).delete()
    close_gaps(blind.round)
    calm = answers(blind, who, routes=WHO_HAS_BEGUN)
    assert {row for row in busy if busy[row] != calm[row]} == set()


def test_the_probes_are_found_where_they_may_be_read(blind: World) -> None:
    found = answers(blind, "pupil")
    telling = {row.split()[1] for row, (_s, _h, text) in found.items() if probes_in(text)}
    assert {
        "annotate:annotate",
        "api:annotations",
        "api:changes",
        "api:comments",
        "reports:report",
    } <= telling


def test_whoever_looks_after_the_site_reads_no_numbers_either(blind: World) -> None:
    keeper = User.objects.create_superuser("keeper@school.example", PASSWORD, name="Kim")
    client = blind.client("nobody")
    client.force_login(keeper)
    shown = client.get("/operations/").content.decode()
    assert f'<th scope="row">{blind.round.pk}</th>' not in shown
    hiding = [round_ for round_ in Round.objects.filter(state=RoundState.OPEN) if round_.hides]
    assert f'data-not-listed="{len(hiding)}"' in shown


def test_whoever_corrects_the_text_learns_nothing(blind: World) -> None:
    """The answer is the same whether somebody has highlighted what the correction deletes, or nobody has."""
    url = f"/api/v1/articles/{blind.article.pk}/revisions/"
    start = Round.objects.get(pk=blind.round.pk).text.body.index("globalist")
    sent = {"revision": 2, "edits": [{"start": start, "end": start + 9, "replacement": ""}]}
    found = []
    for highlighted in (True, False):
        if not highlighted:
            blind.round.layers.all().delete()
        with transaction.atomic():
            answer = blind.client("colleague").post(url, sent, content_type="application/json")
            seq = blind.client("colleague").get(f"/api/v1/rounds/{blind.round.pk}/changes/").content
            transaction.set_rollback(True)
        assert answer.status_code == 201
        found.append((quiet(answer.content), quiet(seq)))
    assert found[0] == found[1]
    assert probes_in(str(found)) == []


def test_the_numbers_of_the_progress_stay_when_a_passage_is_deleted(blind: World) -> None:
    """Whoever leads sees how many highlights each person has: fewer would tell whose were in that passage.

    How far somebody is in the text would tell where their last highlight ends.
    """
    start_leading(blind.teacher, blind.round)
    before = progress(blind.teacher, blind.team, [blind.round])
    body = Round.objects.get(pk=blind.round.pk).text.body
    passage = "Nobody should be surprised by that"
    edits = [TextEdit(start := body.index(passage), start + len(passage), "")]
    correct_text(blind.colleague, blind.article, 2, edits, [])
    after = progress(blind.teacher, blind.team, [Round.objects.get(pk=blind.round.pk)])
    assert {cell.count for row in before for cell in row.cells} == {None, 3}
    counts = [[(row.person, cell.count) for row in rows for cell in row.cells] for rows in (before, after)]
    assert counts[0] == counts[1]
    assert {cell.reached for row in after for cell in row.cells} == {None}


@pytest.mark.parametrize("way", ["put", "delete", "stroke", "undo"])
def test_nothing_is_settled_before_the_reveal(blind: World, way: str) -> None:
    """What is settled already would come back as another answer."""
    api = f"/api/v1/rounds/{blind.round.pk}"
    client = blind.client("colleague")
    answer: Any = {
        "put": lambda: client.put(
            f"{api}/settled/{uuid4()}/", vars(annotation_input(blind.round, "globalist")), "application/json"
        ),
        "delete": lambda: client.delete(f"{api}/settled/{uuid4()}/"),
        "stroke": lambda: client.post(f"{api}/settled-stroke/", {"rule": "1"}, "application/json"),
        "undo": lambda: client.delete(f"{api}/settled-stroke/"),
    }[way]()
    assert answer.status_code == 403, answer.content
    assert answer.json()["detail"] == NOT_REVEALED
