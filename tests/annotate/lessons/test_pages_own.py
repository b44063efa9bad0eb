"""The pages on which a teacher makes, edits, shares and deletes lessons."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotate.enums import HintTiming, RoundMode, RoundState
from annotate.lessons.actions import create_lesson
from annotate.lessons.assigning.actions import assign_lesson
from annotate.lessons.builtin_lessons import get_builtin_lesson
from annotate.lessons.pages.actions import put_into_library
from annotate.lessons.reading import content_of, exercises_of_lesson
from annotate.models import Lesson, Round
from annotate.rounds.actions import RoundSettings, create_round
from people.actions.accounts import add_member, create_team
from people.permissions import Role
from people.terms import Kind
from tests.annotate.assignments.sets import make_assignment, rounds_of
from tests.world import World, mark

TWO_ARTICLES = "one-event-two-papers"


@pytest.fixture
def lesson(world: World) -> Lesson:
    """A lesson of the teacher with two articles."""
    builtin = get_builtin_lesson(TWO_ARTICLES)
    assert builtin
    return create_lesson(world.teacher, builtin.content)


def form_of(client: Client, lesson: Lesson) -> dict[str, Any]:
    """Return what a browser would send of the editor's form if nothing was changed."""
    context = client.get(reverse("annotate:edit-lesson", args=[lesson.pk])).context
    values = {name: field.value() for name, field in ((f.name, f) for f in context["form"])}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    draft = context["draft"]
    sent |= {"articles": len(draft.articles), "questions": len(draft.questions), "steps": len(draft.steps)}
    for number, article in enumerate(draft.articles):
        sent |= {
            f"article-{number}": article.exercise,
            f"article-{number}-first": article.first,
            f"article-{number}-last": article.last,
        }
    sent |= {f"question-{number}": question for number, question in enumerate(draft.questions)}
    for number, step in enumerate(draft.steps):
        sent |= {f"step-{number}-minutes": step.minutes, f"step-{number}-text": step.text}
    return sent


def save(client: Client, lesson: Lesson, act: str = "save", **changes: Any) -> Any:
    """Send the editor's form with these changes."""
    path = reverse("annotate:edit-lesson", args=[lesson.pk])
    given = {name.replace("_x_", "-"): value for name, value in changes.items()}
    return client.post(path, form_of(client, lesson) | given | {"act": act})


def test_saving_without_a_change_changes_nothing(world: World, lesson: Lesson) -> None:
    before = content_of(lesson)
    assert save(world.client("teacher"), lesson)["Location"] == reverse("annotate:lesson", args=[lesson.pk])
    lesson.refresh_from_db()
    assert content_of(lesson) == before


def test_every_field_is_saved(world: World, lesson: Lesson) -> None:
    save(
        world.client("teacher"), lesson, title="Floods", summary="Short", level="Ages 12", minutes=45, language="es",
        instructions="Read.", mode="open", hints="on request", notes="Mind this.", author="Ada", license="CC0",
    )  # fmt: skip
    lesson.refresh_from_db()
    content = content_of(lesson)
    assert (content.title, content.summary, content.level, content.minutes) == (
        "Floods",
        "Short",
        "Ages 12",
        45,
    )
    assert (content.language, content.instructions, content.notes) == ("es", "Read.", "Mind this.")
    assert (content.mode, content.hints) == (RoundMode.OPEN, HintTiming.ON_REQUEST)
    assert (content.author, content.license) == ("Ada", "CC0")


def test_buttons_change_the_page_and_not_the_lesson(world: World, lesson: Lesson) -> None:
    client, before = world.client("teacher"), content_of(lesson)
    added = save(client, lesson, "question-add", title="Typed so far")
    assert added.context["draft"].questions == [*before.questions, ""]
    assert b"Typed so far" in added.content
    moved = save(client, lesson, "step-down-0").context["draft"].steps
    assert moved[1].text == before.plan[0].text
    removed = save(client, lesson, "question-remove-0").context["draft"].questions
    assert removed == list(before.questions[1:])
    for nonsense in ("question-up-0", "step-remove-99", "question-remove", "x-y-z", "article-up-²"):
        assert save(client, lesson, nonsense).status_code == 200
    lesson.refresh_from_db()
    assert content_of(lesson) == before


def test_questions_and_steps_that_are_empty_are_left_out(world: World, lesson: Lesson) -> None:
    save(world.client("teacher"), lesson, questions=2, question_x_0="", question_x_1="Why?", steps=1)
    lesson.refresh_from_db()
    assert lesson.questions == ["Why?"]
    assert len(lesson.plan) == 1


def test_a_step_without_minutes_saves_nothing(world: World, lesson: Lesson) -> None:
    form = form_of(world.client("teacher"), lesson) | {"step-0-minutes": "ten", "title": "Not saved"}
    response = world.client("teacher").post(reverse("annotate:edit-lesson", args=[lesson.pk]), form)
    assert response.status_code == 422
    lesson.refresh_from_db()
    assert lesson.title != "Not saved"


def test_articles_change_places_and_one_is_removed_once_it_is_saved(world: World, lesson: Lesson) -> None:
    client = world.client("teacher")
    first, second = exercises_of_lesson(lesson)
    form = form_of(client, lesson) | {"article-0": second.pk, "article-1": first.pk}
    path = reverse("annotate:edit-lesson", args=[lesson.pk])
    for number in (0, 1):
        del form[f"article-{number}-first"], form[f"article-{number}-last"]
    client.post(path, form)
    assert [exercise.pk for exercise in exercises_of_lesson(lesson)] == [second.pk, first.pk]
    assert save(client, lesson, "article-remove-0").context["articles"][0]["removed"]
    assert len(exercises_of_lesson(lesson)) == 2
    client.post(path, form_of(client, lesson) | {"article-0-removed": "1"})
    assert [exercise.pk for exercise in exercises_of_lesson(lesson)] == [first.pk]
    assert client.post(path, form_of(client, lesson) | {"article-0-removed": "1"}).status_code == 422
    assert len(exercises_of_lesson(lesson)) == 1


def test_an_excerpt_must_not_leave_out_the_answer_key(world: World, lesson: Lesson) -> None:
    client, path = world.client("teacher"), reverse("annotate:edit-lesson", args=[lesson.pk])
    round_ = exercises_of_lesson(lesson)[0].round
    last = len(round_.text.blocks) - 1
    form = form_of(client, lesson)
    assert client.post(path, form | {"article-0-first": last, "article-0-last": last}).status_code == 422
    assert client.post(path, form | {"article-0-first": last, "article-0-last": 0}).status_code == 422
    assert Round.objects.get(pk=round_.pk).extract_end is None


def test_the_text_is_corrected_on_its_own_page(world: World, lesson: Lesson) -> None:
    client = world.client("teacher")
    exercise = exercises_of_lesson(lesson)[0]
    response = save(client, lesson, f"correct-{exercise.pk}", title="Saved first")
    assert response["Location"] == reverse("articles:correct", args=[exercise.round.text.article_id])
    assert client.get(response["Location"]).status_code == 200
    lesson.refresh_from_db()
    assert lesson.title == "Saved first"


def test_the_answer_key_is_written_on_its_own_page_which_leads_back(world: World, lesson: Lesson) -> None:
    client = world.client("teacher")
    exercise = exercises_of_lesson(lesson)[0]
    response = save(client, lesson, f"key-{exercise.pk}", title="Saved first")
    assert response["Location"] == reverse("annotate:key", args=[exercise.round_id])
    lesson.refresh_from_db()
    assert lesson.title == "Saved first"
    page = client.get(response["Location"]).content.decode()
    assert reverse("annotate:edit-lesson", args=[lesson.pk]) in page
    about = client.get(reverse("annotate:round", args=[exercise.round_id]))
    assert about["Location"] == reverse("annotate:lesson", args=[lesson.pk])


def test_an_article_is_added_from_the_list(world: World, lesson: Lesson) -> None:
    client = world.client("teacher")
    save(client, lesson, "add-article", **{"new-article": world.article.pk})
    assert [e.round.text.body for e in exercises_of_lesson(lesson)][-1] == world.text.body
    for wrong in (world.foreign_article.pk, ""):
        response = save(client, lesson, "add-article", title="Not saved", **{"new-article": wrong})
        assert response.status_code == 422
    lesson.refresh_from_db()
    assert lesson.title != "Not saved"
    assert len(exercises_of_lesson(lesson)) == 3


def test_uploading_an_article_leads_back_to_the_lesson(world: World, lesson: Lesson) -> None:
    client = Client()
    client.force_login(world.teacher)
    assert save(client, lesson, "upload")["Location"] == reverse("articles:upload")
    page = client.get(reverse("articles:article", args=[world.article.pk])).content.decode()
    add = reverse("annotate:add-lesson-article", args=[lesson.pk, world.article.pk])
    assert add in page
    assert client.post(add)["Location"].startswith(reverse("annotate:edit-lesson", args=[lesson.pk]))
    assert len(exercises_of_lesson(lesson)) == 3
    again = client.get(reverse("articles:article", args=[world.article.pk])).content.decode()
    assert "data-lesson-in-progress" not in again


def test_a_new_lesson_begins_with_a_title_and_an_article(world: World) -> None:
    client, path = world.client("teacher"), reverse("annotate:new-lesson")
    codebook = client.get(path).context["form"].fields["codebook"].queryset.last()
    given = {"title": "Bridges", "article": world.article.pk, "codebook": codebook.pk}
    response = client.post(path, given)
    row = Lesson.objects.get()
    assert response["Location"] == reverse("annotate:edit-lesson", args=[row.pk])
    content = content_of(row)
    assert (content.title, content.articles[0].body) == ("Bridges", world.text.body)
    assert content.codebook.slug == codebook.slug
    assert client.post(path, given | {"article": world.foreign_article.pk}).status_code == 422
    assert client.post(path, given | {"title": " "}).status_code == 422
    assert Lesson.objects.count() == 1


def test_a_lesson_can_belong_to_a_team_of_teachers_but_not_to_a_class(world: World) -> None:
    teachers = create_team(world.teacher, "Teachers", Kind.TEAM)
    client, path = world.client("teacher"), reverse("annotate:save-as-lesson", args=[world.round.pk])
    assert client.post(path, {"title": "Mayor", "team": world.team.pk}).status_code == 422
    assert client.post(path, {"title": "Mayor", "team": teachers.pk}).status_code == 302
    row = Lesson.objects.get()
    assert row.team == teachers
    add_member(teachers, world.colleague, Role.EDITOR)
    assert world.client("colleague").get(reverse("annotate:edit-lesson", args=[row.pk])).status_code == 200


def test_an_exercise_is_saved_as_a_lesson(world: World) -> None:
    client = world.client("teacher")
    page = client.get(reverse("annotate:round", args=[world.round.pk])).content.decode()
    path = reverse("annotate:save-as-lesson", args=[world.round.pk])
    assert path in page
    client.post(path, {"title": "Mayor"})
    content = content_of(Lesson.objects.get())
    assert [article.body for article in content.articles] == [world.text.body]
    assert (
        path
        not in world.client("pupil").get(reverse("annotate:round", args=[world.round.pk])).content.decode()
    )


def test_a_copy_is_ones_own(world: World) -> None:
    response = world.client("teacher").post(reverse("annotate:copy-builtin-lesson", args=[TWO_ARTICLES]))
    row = Lesson.objects.get()
    assert response["Location"] == reverse("annotate:lesson", args=[row.pk])
    assert (row.owner, row.builtin) == (world.teacher, TWO_ARTICLES)
    # Pupils lead nothing: they get no answer key.
    assert (
        world.client("pupil").post(reverse("annotate:copy-builtin-lesson", args=[TWO_ARTICLES])).status_code
        == 403
    )


def test_a_link_shows_the_lesson_until_it_is_revoked(world: World, lesson: Lesson) -> None:
    teacher, stranger = world.client("teacher"), world.client("stranger")
    share = reverse("annotate:share-lesson", args=[lesson.pk])
    teacher.post(share, {"act": "create-link"})
    lesson.refresh_from_db()
    path = reverse("annotate:linked-lesson", args=[lesson.link])
    assert path in teacher.get(share).content.decode()
    assert lesson.title in stranger.get(path).content.decode()
    assert stranger.get(reverse("annotate:lesson", args=[lesson.pk])).status_code == 404
    assert stranger.post(reverse("annotate:copy-linked-lesson", args=[lesson.link])).status_code == 302
    teacher.post(share, {"act": "revoke-link"})
    assert stranger.get(path).status_code == 404


def test_the_library_shows_author_and_licence_until_the_lesson_leaves_it(
    world: World, lesson: Lesson
) -> None:
    teacher, stranger = world.client("teacher"), world.client("stranger")
    share, path = (
        reverse("annotate:share-lesson", args=[lesson.pk]),
        reverse("annotate:lesson", args=[lesson.pk]),
    )
    assert teacher.post(share, {"act": "list", "author": "", "license": ""}).status_code == 422
    assert path not in stranger.get(reverse("annotate:lessons")).content.decode()
    teacher.post(share, {"act": "list", "author": "Ada Lovelace", "license": "CC0 1.0"})
    listed = stranger.get(reverse("annotate:lessons")).content.decode()
    assert path in listed
    assert "Ada Lovelace" in listed
    assert "CC0 1.0" in listed
    assert stranger.get(path).status_code == 200
    assert stranger.get(reverse("annotate:edit-lesson", args=[lesson.pk])).status_code == 403
    teacher.post(share, {"act": "unlist"})
    assert stranger.get(path).status_code == 404


def test_a_long_library_can_be_searched(world: World) -> None:
    builtin = get_builtin_lesson("news-or-opinion")
    assert builtin
    client = world.client("stranger")
    assert 'role="search"' not in client.get("/lessons/").content.decode()
    for number in range(8):
        row = create_lesson(world.teacher, replace(builtin.content, title=f"Öresund {number}"))
        put_into_library(world.teacher, row, "Ada", "CC0")
    found = client.get("/lessons/?q=oresund+3").context["library"]
    assert [card.title for card in found] == ["Öresund 3"]


def test_a_deleted_lesson_comes_back(world: World, lesson: Lesson) -> None:
    client, path = world.client("teacher"), reverse("annotate:lesson", args=[lesson.pk])
    assignment = assign_lesson(world.teacher, lesson, world.team)
    response = client.post(reverse("annotate:delete-lesson", args=[lesson.pk]), follow=True)
    undo = reverse("annotate:bin-restore", args=["lessons", lesson.pk])
    assert undo in response.content.decode()
    assert client.get(path).status_code == 404
    assert Round.objects.filter(assigned__assignment=assignment).count() == 2
    assert client.post(undo)["Location"] == path
    assert client.get(path).status_code == 200


def test_what_nobody_has_started_is_updated(world: World, lesson: Lesson) -> None:
    client, path = world.client("teacher"), reverse("annotate:lesson", args=[lesson.pk])
    untouched = assign_lesson(world.teacher, lesson, world.team)
    started = assign_lesson(world.teacher, lesson, world.team)
    round_ = Round.objects.filter(assigned__assignment=started).first()
    assert round_
    mark(world.pupil, round_, round_.text.body.split()[0], round_.codebook.tags.first().slug)
    assert client.get(path).context["outdated"] == 0
    save(client, lesson, instructions="New words.")
    page = client.get(path)
    assert page.context["outdated"] == 2
    assert [use.state for use in page.context["uses"]] == [RoundState.OPEN, RoundState.OPEN]
    client.post(reverse("annotate:update-lesson-exercises", args=[lesson.pk]))
    words = {
        assignment: set(
            Round.objects.filter(assigned__assignment=assignment).values_list("instructions", flat=True)
        )
        for assignment in (untouched, started)
    }
    assert words[untouched] == {"New words."}
    assert "New words." not in words[started]
    assert client.get(path).context["outdated"] == 0


def test_what_a_class_got_from_a_lesson_is_offered_under_its_title(world: World) -> None:
    assignment = make_assignment(world)
    path = reverse("annotate:save-as-lesson", args=[rounds_of(assignment)[1].pk])
    page = world.client("teacher").get(path).content.decode()
    assert f'value="{assignment.title}"' in page


def test_an_exercise_in_groups_becomes_a_lesson_of_ones_own(world: World) -> None:
    settings = RoundSettings(mode=RoundMode.GROUPS)
    round_ = create_round(world.teacher, world.text, settings)
    client, path = world.client("teacher"), reverse("annotate:save-as-lesson", args=[round_.pk])
    assert client.post(path, {"title": "In groups"}).status_code == 302
    row = Lesson.objects.get()
    assert content_of(row).mode == RoundMode.INDEPENDENT
    assert save(client, row, mode=RoundMode.GROUPS).status_code == 422
    assert save(client, row).status_code == 302
