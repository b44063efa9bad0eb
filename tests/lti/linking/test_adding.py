"""Adding a lesson or an exercise: the class gets it, and the platform a signed answer to its request."""

import time
from typing import Any

import jwt
import pytest
from django.test import Client
from lxml import html

from annotate.enums import Feedback, FeedbackTiming, RoundMode, RoundState
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import builtin_lessons, get_builtin_lesson
from annotate.models import Assignment, Round
from lti.enums import GradeBy, GradeWhen
from lti.messages import names
from lti.models import Placement, Platform
from lti.security.keys import public_keys
from tests.annotate.lessons.lessons import own_lesson
from tests.lti.linking.course import DEFAULTS, LESSON, ORIGIN, RETURN_URL, asked, course_of
from tests.test_content_security import directives
from tests.world import World


def answer_in(response: Any) -> dict[str, Any]:
    """Return the claims that the page sends to the platform, with a valid signature."""
    assert response.status_code == 200
    (form,) = html.document_fromstring(response.content).forms
    assert (form.action, form.method, list(form.fields)) == (RETURN_URL, "POST", ["JWT"])
    token = form.fields["JWT"]
    kid = jwt.get_unverified_header(token)["kid"]
    (key,) = (jwt.PyJWK(key) for key in public_keys()["keys"] if key["kid"] == kid)
    return jwt.decode(token, key.key, ["RS256"], audience=ORIGIN, issuer="claimlight-at-school")


def add(client: Client, address: str, **fields: Any) -> dict[str, Any]:
    """Press “Add to the course”; return the claims of the answer."""
    return answer_in(client.post(address, DEFAULTS | fields))


def test_two_presses_add_a_lesson_and_its_column(world: World) -> None:
    course = course_of(world)
    client, path = asked(world, course)
    claims = add(client, f"{path}{LESSON}")
    placement = Placement.objects.get()
    assignment = Assignment.objects.get()
    lesson = get_builtin_lesson("the-four-tags")
    assert lesson
    assert (placement.assignment, placement.round, placement.builtin) == (assignment, None, lesson.slug)
    assert (placement.course, placement.platform) == (course, course.deployment.platform)
    assert (placement.created_by, assignment.team) == (world.teacher, world.team)
    assert (placement.grade_by, placement.grade_when) == (GradeBy.KEY, GradeWhen.ON_REVEAL)
    assert claims.pop("exp") - time.time() == pytest.approx(300, abs=30)
    assert claims.pop("iat") == pytest.approx(time.time(), abs=30)
    assert claims.pop("nonce")
    assert claims == {
        "iss": "claimlight-at-school",
        "azp": "claimlight-at-school",
        "aud": ORIGIN,
        names.DEPLOYMENT_CLAIM: "1",
        names.MESSAGE_TYPE_CLAIM: "LtiDeepLinkingResponse",
        names.VERSION_CLAIM: "1.3.0",
        names.DATA_CLAIM: "the data",
        names.CONTENT_ITEMS_CLAIM: [
            {
                "type": "ltiResourceLink",
                "title": lesson.content.title,
                "url": "http://testserver/lti/launch/",
                "custom": {"placement": placement.token},
                "lineItem": {
                    "scoreMaximum": 100,
                    "label": lesson.content.title,
                    "resourceId": placement.token,
                    "tag": "claimlight",
                    "submissionReview": {
                        "reviewableStatus": ["InProgress", "Submitted", "Completed"],
                        "url": "http://testserver/lti/launch/",
                    },
                },
            }
        ],
    }


def test_the_form_sends_what_a_browser_finds_in_it(world: World) -> None:
    client, path = asked(world, course_of(world))
    page = html.document_fromstring(client.get(f"{path}{LESSON}").content)
    (form,) = (form for form in page.forms if form.xpath(".//*[@data-action='add']"))
    given = {
        name: value or "" for name, value in form.fields.items() if not name.endswith(("token", "_zone"))
    }
    assert given == DEFAULTS


def test_only_this_page_sends_forms_to_the_platform(world: World) -> None:
    client, path = asked(world, course_of(world))
    for address in (path, f"{path}{LESSON}"):
        assert directives(client.get(address))["form-action"] == ["'self'"]
    answer = client.post(f"{path}{LESSON}", DEFAULTS)
    assert directives(answer)["form-action"] == ["'self'", ORIGIN]
    assert client.session.session_key not in answer.content.decode()


def test_options_become_settings_of_the_exercise(world: World) -> None:
    client, path = asked(world, course_of(world))
    claims = add(
        client, f"{path}{LESSON}",
        due_at="2027-01-08T12:00", due_at_zone="UTC", mode="open", feedback="percentage",
        feedback_when="on submission", state="draft",
        grade_by="highlights", highlights="7", grade_when="on-closing", points="20",
    )  # fmt: skip
    round_ = Round.objects.get(assigned__assignment__team=world.team)
    assert (round_.mode, round_.state) == (RoundMode.OPEN, RoundState.DRAFT)
    assert (round_.feedback, round_.feedback_when) == (Feedback.PERCENTAGE, FeedbackTiming.ON_SUBMISSION)
    placement = Placement.objects.get()
    assert (placement.grade_by, placement.grade_when) == (GradeBy.HIGHLIGHTS, GradeWhen.ON_CLOSING)
    assert (placement.highlights, placement.points) == (7, 20)
    (item,) = claims[names.CONTENT_ITEMS_CLAIM]
    assert item["lineItem"]["scoreMaximum"] == 20
    assert item["submission"] == {"endDateTime": "2027-01-08T12:00:00+00:00"}


@pytest.mark.parametrize(("role", "several"), [("teacher", False), ("colleague", True)])
def test_own_lessons_and_exercises_can_be_added(world: World, role: str, several: bool) -> None:
    course = course_of(world)
    lesson = own_lesson(getattr(world, role))
    assignment = assign_lesson(world.teacher, builtin_lessons("en")[0], world.team)
    for item, expected in (
        (f"lesson/{lesson.pk}", (lesson.pk, lesson.title)),
        (f"assignment/{assignment.pk}", (None, assignment.title)),
        (f"exercise/{world.round.pk}", (None, world.article.title)),
    ):
        client, path = asked(world, course, role, accepts_several=several)
        claims = add(client, f"{path}{item}/", grade_by="hand-in")
        placement = Placement.objects.latest("pk")
        assert (placement.lesson_id, placement.title) == expected
        assert [one["title"] for one in claims[names.CONTENT_ITEMS_CLAIM]] == [placement.title]
    assert Placement.objects.latest("pk").round == world.round
    assert list(Placement.objects.filter(assignment=assignment)) == [Placement.objects.all()[1]]


@pytest.mark.parametrize("accepts_line_items", [True, False])
def test_a_column_is_asked_for_only_where_there_are_grades(world: World, accepts_line_items: bool) -> None:
    client, path = asked(world, course_of(world), accepts_line_items=accepts_line_items)
    grade_by = "none" if accepts_line_items else "key"
    (item,) = add(client, f"{path}{LESSON}", grade_by=grade_by)[names.CONTENT_ITEMS_CLAIM]
    assert "lineItem" not in item
    assert Placement.objects.get().grade_by == grade_by


def test_a_request_is_answered_once(world: World) -> None:
    client, path = asked(world, course_of(world))
    first = add(client, f"{path}{LESSON}")
    # The browser may have lost the answer.
    again = add(client, f"{path}{LESSON}")
    assert again[names.CONTENT_ITEMS_CLAIM] == first[names.CONTENT_ITEMS_CLAIM]
    assert again["nonce"] != first["nonce"]
    for other in ("built-in/news-or-opinion/", f"exercise/{world.round.pk}/"):
        refused = client.post(f"{path}{other}", DEFAULTS | {"grade_by": "hand-in"})
        assert refused.status_code == 409
        assert "data-problem" in refused.content.decode()
    assert Assignment.objects.count() == Placement.objects.count() == 1


def test_going_back_adds_nothing_and_ends_the_request(world: World) -> None:
    client, path = asked(world, course_of(world))
    claims = answer_in(client.post(f"{path}finish/"))
    assert (claims[names.CONTENT_ITEMS_CLAIM], claims[names.DATA_CLAIM]) == ([], "the data")
    assert client.post(f"{path}{LESSON}", DEFAULTS).status_code == 409
    assert not Assignment.objects.exists()


def test_several_are_sent_together_where_the_platform_takes_them(world: World) -> None:
    client, path = asked(world, course_of(world), accepts_several=True)
    for _ in range(2):
        more = client.post(f"{path}{LESSON}", DEFAULTS | {"then": "another"})
        assert more["Location"] == path
    assert 'data-action="finish"' in client.get(path).content.decode()
    claims = add(client, f"{path}exercise/{world.round.pk}/", grade_by="hand-in")
    items = claims[names.CONTENT_ITEMS_CLAIM]
    placements = Placement.objects.order_by("pk")
    assert [item["custom"]["placement"] for item in items] == [one.token for one in placements]
    assert [item["title"] for item in items] == ["The four tags", world.article.title]
    assert answer_in(client.post(f"{path}finish/"))[names.CONTENT_ITEMS_CLAIM] == items
    late = client.post(f"{path}built-in/news-or-opinion/", DEFAULTS | {"then": "another"})
    assert late.status_code == 409
    assert Placement.objects.count() == 2


@pytest.mark.parametrize("product", ["moodle", "openedx"])
def test_one_is_sent_at_once_where_the_platform_takes_no_more(world: World, product: str) -> None:
    """Open edX takes several, and opens them all as one link."""
    course = course_of(world)
    Platform.objects.update(product=product)
    course.deployment.platform.refresh_from_db()
    client, path = asked(world, course, accepts_several=product == "openedx")
    assert 'data-action="add-another"' not in client.get(f"{path}{LESSON}").content.decode()
    assert len(add(client, f"{path}{LESSON}", then="another")[names.CONTENT_ITEMS_CLAIM]) == 1


def test_a_platform_without_data_gets_none(world: World) -> None:
    client, path = asked(world, course_of(world), data=None)
    assert names.DATA_CLAIM not in add(client, f"{path}{LESSON}")


@pytest.mark.parametrize(
    ("field", "value"),
    [("grade_by", "luck"), ("points", "0"), ("points", "1e9"), ("highlights", "-1"), ("mode", "chess"),
     ("due_at", "soon"), ("feedback_when", "never"), ("state", "revealed"), ("grade_when", "")],
)  # fmt: skip
def test_what_no_form_offers_is_refused(world: World, field: str, value: str) -> None:
    client, path = asked(world, course_of(world))
    response = client.post(f"{path}{LESSON}", DEFAULTS | {field: value})
    assert response.status_code == 422
    assert "<details" in response.content.decode()
    assert not Assignment.objects.exists()


def test_only_whoever_was_asked_answers(world: World) -> None:
    course = course_of(world)
    _client, path = asked(world, course)
    colleague, _path = asked(world, course, "colleague")
    for address in (f"{path}{LESSON}", f"{path}finish/"):
        assert colleague.post(address, DEFAULTS).status_code == 404
    assert not Assignment.objects.exists()
    # In a tab, where there is another session.
    add(world.client("teacher"), f"{path}{LESSON}")
