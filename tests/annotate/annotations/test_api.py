"""The contract of rounds and marks: what a program may send, and what it gets back."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from annotate.models import Annotation
from tests.annotate.annotations.annotation_client import AnnotationClient, body
from tests.problems import NOT_JSON, check_problem
from tests.world import BODY, World


def test_a_mark_is_made_read_changed_and_taken_off(pupil: AnnotationClient) -> None:
    made = pupil.put()
    assert made.status_code == 201
    state = made.json()
    assert state | body() == state
    assert state["version"] == 1
    assert state["annotator"] == {"id": pupil.world.pupil.pk, "name": "pupil"}
    assert state["prefix"].endswith("\n\n")
    assert BODY[state["end"] :].startswith(state["suffix"])
    assert state["suffix"]
    assert pupil.mine() == [state]

    changed = pupil.put(note="Says who? 🤔", version=1)
    assert changed.status_code == 200
    assert (changed.json()["version"], changed.json()["note"]) == (2, "Says who? 🤔")
    assert pupil.mine() == [changed.json()]

    gone = pupil.delete(version=2)
    assert (gone.status_code, gone["ETag"], gone.content) == (204, '"3"', b"")
    assert pupil.mine() == []


def test_a_write_twice_is_one_write(pupil: AnnotationClient) -> None:
    before = pupil.changes()
    first, second = pupil.put(), pupil.put()
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert first.json()["version"] == 1
    assert pupil.changes() == before + 1
    assert len(pupil.mine()) == 1


def test_a_write_twice_with_the_version_seen_is_one_write(pupil: AnnotationClient) -> None:
    pupil.put()
    first, second = pupil.put(note="new", version=1), pupil.put(note="new", version=1)
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()


def test_a_delete_twice_is_one_delete(pupil: AnnotationClient) -> None:
    pupil.put()
    before = pupil.changes()
    first, second = pupil.delete(), pupil.delete()
    assert first.status_code == second.status_code == 204
    assert first["ETag"] == second["ETag"]
    assert pupil.changes() == before + 1


@pytest.mark.parametrize("version", [0, 1, 3, 2**62])
def test_a_write_on_an_older_version_shows_both(pupil: AnnotationClient, version: int) -> None:
    pupil.put()
    pupil.put(note="from another device", version=1)
    before = pupil.changes()
    found = check_problem(pupil.put(note="mine", version=version), 409, "version-conflict")
    assert (found["current"]["note"], found["current"]["version"]) == ("from another device", 2)
    assert found["current"]["deleted"] is False
    assert pupil.mine() == [{k: v for k, v in found["current"].items() if k != "deleted"}]
    assert pupil.put(note="mine", version=2).status_code == 200
    assert pupil.changes() == before + 1


def test_a_late_doubled_write_does_not_bring_a_mark_back(pupil: AnnotationClient) -> None:
    pupil.put()
    pupil.delete(version=1)
    found = check_problem(pupil.put(version=1), 409, "version-conflict")
    assert found["current"]["deleted"] is True
    assert found["current"]["version"] == 2
    assert pupil.mine() == []


def test_undoing_a_delete_brings_a_mark_back(pupil: AnnotationClient) -> None:
    pupil.put()
    pupil.delete()
    assert pupil.put(version=2).json()["version"] == 3
    assert len(pupil.mine()) == 1


def test_a_delete_on_an_older_version_shows_both(pupil: AnnotationClient) -> None:
    pupil.put()
    pupil.put(note="from another device")
    assert check_problem(pupil.delete(version=1), 409, "version-conflict")["current"]["version"] == 2
    assert len(pupil.mine()) == 1


@pytest.mark.parametrize(
    ("version", "slug"),
    [("x", "invalid"), ("-1", "invalid"), ("1.5", "invalid"), ("9" * 5000, "invalid"), ("\0", "bad-request")],
    ids=lambda value: ascii(value)[:20],
)
def test_a_version_that_is_none(pupil: AnnotationClient, version: str, slug: str) -> None:
    pupil.put()
    check_problem(pupil.delete(version=version), 400, slug)
    assert len(pupil.mine()) == 1


def test_overlapping_nested_and_equal_marks_are_all_kept(pupil: AnnotationClient) -> None:
    before = pupil.marks()
    assert {mark["id"] for mark in before} == {str(mark.pk) for mark in pupil.world.annotations.values()}
    spans = ["Taxes fell by four per cent", "fell by four", "four per cent in 2023", "fell by four"]
    for i, words in enumerate(spans):
        tag = "opinion" if i == 3 else "factual-claim"
        assert pupil.put(url=f"{pupil.all}{uuid4()}/", words=words, tag=tag).status_code == 201
    after = pupil.marks()
    assert len(after) == len(before) + len(spans)
    assert [(m["start"], m["end"]) for m in after] == sorted((m["start"], m["end"]) for m in after)
    assert all(BODY[m["start"] : m["end"]] == m["quote"] for m in after)


@pytest.mark.parametrize(
    "words", ["🌉", "👩‍👩‍👧", "👩", "Jose\u0301", "e\u0301", "שלום", "السلام", "𠮷", BODY]
)
def test_every_script_is_counted_in_code_points(pupil: AnnotationClient, words: str) -> None:
    made = pupil.put(words=words)
    assert made.status_code == 201
    assert (made.json()["quote"], made.json()["end"] - made.json()["start"]) == (words, len(words))


def test_utf16_offsets_are_refused_and_told_apart(pupil: AnnotationClient) -> None:
    sent = body()
    shift = len(BODY[: sent["start"]].encode("utf-16-le")) // 2 - sent["start"]
    assert shift > 0
    sent |= {"start": sent["start"] + shift, "end": sent["end"] + shift}
    found = check_problem(pupil.put(sent), 409 if sent["end"] <= len(BODY) else 422)
    assert "code points" in found["detail"]
    assert found["found"] == BODY[sent["start"] : sent["end"]]
    assert pupil.mine() == []


def test_the_longest_note_and_its_white_space_are_kept(pupil: AnnotationClient) -> None:
    note = "  🌉\n" + "x" * 19_990 + " \n"
    assert pupil.put(note=note).json()["note"] == note
    assert pupil.mine()[0]["note"] == note


def test_a_round_is_opened_on_the_frozen_text(world: World) -> None:
    client = world.client("colleague")
    opened = client.post("/api/v1/rounds/", {"article": world.article.pk}, content_type="application/json")
    assert opened.status_code == 201
    state = opened.json()
    assert state["text"] == {"revision": 1, "sha256": world.text.sha256}
    assert state["codebook"]["tags"] == [
        "factual-claim",
        "attributed-allegation",
        "opinion",
        "loaded-language",
    ]
    assert client.get(f"/api/v1/rounds/{state['id']}/").json() == state


@pytest.mark.parametrize(
    ("article", "status"),
    [
        (0, 404),
        (-1, 404),
        (2**62, 404),
        (2**64, 400),
        ("x", 400),
        (None, 400),
        (True, 400),
        ("\0", 400),
        ([], 400),
    ],
)
def test_a_round_on_no_article(world: World, article: Any, status: int) -> None:
    sent = {"article": article}
    check_problem(
        world.client("teacher").post("/api/v1/rounds/", sent, content_type="application/json"), status
    )


def test_a_round_on_an_article_under_review(world: World) -> None:
    sent = {"article": world.under_review.pk}
    found = check_problem(
        world.client("teacher").post("/api/v1/rounds/", sent, content_type="application/json"), 404
    )
    assert "review" in found["detail"]


@pytest.mark.parametrize(("raw", "content_type", "status"), NOT_JSON)
def test_a_round_of_nonsense(world: World, raw: bytes, content_type: str, status: int) -> None:
    check_problem(world.client("teacher").generic("POST", "/api/v1/rounds/", raw, content_type), status)


def test_the_list_takes_as_many_queries_for_one_mark_as_for_many(
    pupil: AnnotationClient, django_assert_max_num_queries: Any
) -> None:
    for words in BODY.split():
        pupil.put(url=f"{pupil.all}{uuid4()}/", words=words, tag="opinion")
    with django_assert_max_num_queries(6):
        assert len(pupil.marks()) > 40


class TestAuthentication:
    """A program comes with a token, a page with its session and its CSRF token."""

    @pytest.fixture
    def token(self, world: World, capsys: pytest.CaptureFixture[str]) -> str:
        """What the command prints."""
        call_command("create_token", "PUPIL@school.example")
        return capsys.readouterr().out.strip()

    def request(self, pupil: AnnotationClient, **headers: str) -> Any:
        """A PUT by somebody who is known by these headers alone."""
        return Client(enforce_csrf_checks=True).put(
            pupil.url, json.dumps(body()), content_type="application/json", headers=headers
        )

    def test_a_token_is_enough(self, pupil: AnnotationClient, token: str) -> None:
        made = self.request(pupil, Authorization=f"Token {token}")
        assert (made.status_code, made.json()["annotator"]["name"]) == (201, "pupil")

    def test_the_token_itself_is_not_kept(self, pupil: AnnotationClient, token: str) -> None:
        kept = pupil.world.pupil.api_tokens.get()
        assert token not in (kept.digest, str(kept))

    @pytest.mark.parametrize(
        "given", ["", "Token", "Token x", "Token a b", "Token \xff", "Bearer x", "Basic eDp5"]
    )
    def test_a_wrong_token_is_not(self, pupil: AnnotationClient, token: str, given: str) -> None:
        refused = self.request(pupil, Authorization=given)
        check_problem(refused, 401)
        assert refused["WWW-Authenticate"] == "Token"
        assert pupil.mine() == []

    def test_a_token_of_somebody_who_left(self, pupil: AnnotationClient, token: str) -> None:
        pupil.world.pupil.is_active = False
        pupil.world.pupil.save(update_fields=["is_active"])
        check_problem(self.request(pupil, Authorization=f"Token {token}"), 401)
        assert Annotation.objects.filter(pk=pupil.url.rstrip("/").rpartition("/")[2]).exists() is False

    def test_nobody_has_this_address(self, world: World) -> None:
        with pytest.raises(CommandError, match="Sign up first"):
            call_command("create_token", "none@school.example")

    def test_a_session_needs_the_csrf_token(self, pupil: AnnotationClient) -> None:
        client = pupil.world.client("pupil", enforce_csrf_checks=True)
        for method in (client.put, client.delete):
            check_problem(method(pupil.url, body(), content_type="application/json"), 401)
        client.get(f"/rounds/{pupil.world.round.pk}/")
        token = {"X-CSRFToken": client.cookies["csrftoken"].value}
        made = client.put(pupil.url, body(), content_type="application/json", headers=token)
        assert made.status_code == 201
        assert client.delete(pupil.url, headers=token).status_code == 204
