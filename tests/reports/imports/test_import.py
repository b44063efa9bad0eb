"""Files of marks are taken over: once, by whom they are, into the articles that are here."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from annotate.annotations.bulk_import import create_import_rounds
from annotate.annotations.replay import replay_changes
from annotate.annotations.spans import NO_MATCH
from annotate.models import Annotation, Change, Layer, Round
from articles.models import Article, Text
from people.actions.accounts import create_team
from people.models import Team, User
from people.permissions import PermissionRefused
from reports.imports.actions import (
    NO_SUCH_TAG,
    NOT_IN_TEAM,
    Choices,
    apply_import,
    preview_import,
    upload_import,
)
from reports.imports.annotations import NO_PLACE
from reports.imports.matching import NO_SUCH_TAGS
from reports.imports.staging import TEXT_NOT_FOUND
from reports.loader import load_report
from reports.models import Import
from reports.options import ReportOptions
from tests.annotate.revisions.test_correcting import correct, replacing
from tests.reports.import_files import KIND, REAL, lines
from tests.reports.small import ANNOTATIONS, BODY, report
from tests.wording import says
from tests.world import BODY as WORLD_BODY
from tests.world import World
from web.i18n.lazy_message import Message


@pytest.mark.django_db
def test_a_team_moves_in(world: World) -> None:
    team, teacher = world.team, world.teacher
    import_ = upload_import(teacher, "news.zip", (REAL / "doccano.zip").read_bytes(), team)
    seen = preview_import(teacher, import_, Choices())
    assert (seen.new, seen.existing, seen.summary.annotations) == (2, 0, 5)
    assert [(row.name, row.becomes) for row in seen.people] == [("admin", "new")]
    assert {row.name: row.becomes for row in seen.tags} == {
        "Loaded language": "loaded-language", "Factual claim": "factual-claim", "Opinion": "opinion",
    }  # fmt: skip
    assert Article.objects.filter(team=team).count() == 2, "nothing is taken over yet"
    result = apply_import(teacher, import_, Choices()).result
    assert (result["articles"], result["marks"], result["left_out"]) == (2, 5, 0)
    article = Article.objects.get(team=team, title__startswith="🌉 Mayor slams critics. The")
    (round_,) = Round.objects.filter(text__article=article)
    assert (round_.state, round_.mode) == ("closed", "open")
    made = load_report(User.objects.get(pk=teacher.pk), article, ReportOptions()).report
    assert made.made.readers == ("admin",)
    assert {p.quote for p in made.passages} == {
        "slams",
        "The globalist council voted nine to six",
        "globalist",
    }
    admin = team.people.get(name="admin")
    assert admin.is_guest
    assert team.memberships.get(user=admin).role == "annotator"


@pytest.mark.django_db
def test_the_log_of_an_imported_round_gives_its_marks(world: World) -> None:
    import_ = upload_import(world.teacher, "news.zip", (REAL / "doccano.zip").read_bytes(), world.team)
    apply_import(world.teacher, import_, Choices())
    for round_ in import_.rounds.all():
        changes = round_.changes.order_by("seq")
        assert [change.seq for change in changes] == list(range(1, round_.last_seq + 1))
        assert {change.actor for change in changes} == {world.teacher}
        assert set(replay_changes(changes.values_list("verb", "payload"))) == {
            str(pk) for pk in Annotation.objects.filter(layer__round=round_).values_list("pk", flat=True)
        }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug", [slug for slug, kind in KIND.items() if hasattr(kind, "read") and slug != "claimlight"]
)
def test_twice_changes_nothing(world: World, slug: str) -> None:
    data = KIND[slug].write(report())
    counts = []
    for _ in range(2):
        import_ = upload_import(world.teacher, f"report.{KIND[slug].ending}", data, world.team)
        result = apply_import(world.teacher, import_, Choices()).result
        kinds = (Article, Text, Round, Layer, Annotation, Change, User)
        counts.append(([kind.objects.count() for kind in kinds], result["articles"], result["marks"]))
    first, second = counts
    assert first[1:] == (1, len(ANNOTATIONS))
    assert second == (first[0], 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_at_once_make_one_of_it(world: World) -> None:
    data = KIND["doccano"].write(report())
    staged = [upload_import(world.teacher, "a.jsonl", data, world.team).pk for _ in range(2)]

    def take(pk: int) -> int:
        try:
            result = apply_import(
                User.objects.get(pk=world.teacher.pk), Import.objects.get(pk=pk), Choices()
            ).result
            return int(result["articles"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, staged)) == [0, 1]
    assert Text.objects.filter(body=BODY).count() == 1
    assert world.team.people.filter(name="Ada").count() == 1


@pytest.mark.django_db
def test_a_mark_that_was_taken_off_since_does_not_come_back(world: World) -> None:
    data = KIND["doccano"].write(report())
    apply_import(world.teacher, upload_import(world.teacher, "a.jsonl", data, world.team), Choices())
    Annotation.objects.filter(layer__round__text__body=BODY).update(deleted=True)
    result = apply_import(
        world.teacher, upload_import(world.teacher, "a.jsonl", data, world.team), Choices()
    ).result
    assert result["marks"] == 0
    assert not Annotation.objects.filter(layer__round__text__body=BODY, deleted=False).exists()


@pytest.mark.django_db
def test_a_file_of_an_earlier_revision_is_carried_over_to_the_newest(world: World) -> None:
    starts = [(WORLD_BODY.index(words), len(words)) for words in ("Taxes fell", "globalist")]
    row = {"text": WORLD_BODY, "label": [[start, start + size, "opinion"] for start, size in starts]}
    new = correct(world, replacing("🌉 ", ""), replacing("globalist", ""))
    for expected in (1, 0):
        import_ = upload_import(world.teacher, "a.jsonl", lines(row), world.team)
        result = apply_import(world.teacher, import_, Choices()).result
        assert (result["articles"], result["marks"]) == (0, expected)
        assert [says(NO_PLACE.format(count=1), text) for _where, text in result["problems"]] == [True]
    (round_,) = Round.objects.filter(imports__isnull=False).distinct()
    assert round_.text == new
    (annotation,) = Annotation.objects.filter(layer__round=round_)
    assert new.body[annotation.start : annotation.end] == annotation.quote == "Taxes fell"
    assert not Round.objects.filter(text=world.text).exists()


@pytest.mark.django_db
def test_no_round_is_made_on_a_text_that_was_just_corrected(world: World) -> None:
    text = Text.objects.get(pk=world.text.pk)
    correct(world, replacing("🌉 ", ""))
    with pytest.raises(PermissionRefused):
        create_import_rounds(world.teacher, [text])
    assert not Round.objects.filter(text=text).exists()


@pytest.mark.django_db
def test_files_of_several_annotators_meet_in_one_round(world: World) -> None:
    text = "Taxes fell. Nobody likes it."
    for name, label in (("ada.jsonl", [0, 11, "Factual claim"]), ("bo.jsonl", [12, 28, "Opinion"])):
        data = lines({"text": text, "label": [label]})
        apply_import(world.teacher, upload_import(world.teacher, name, data, world.team), Choices())
    (round_,) = Round.objects.filter(text__body=text)
    assert set(round_.layers.values_list("annotator__name", flat=True)) == {"ada", "bo"}


@pytest.mark.django_db
def test_people_of_the_same_name_are_the_same_people(world: World) -> None:
    data = lines({"text": "Taxes fell.", "label": [[0, 11, "opinion"]], "annotator": world.pupil.name})
    before = User.objects.count()
    apply_import(world.teacher, upload_import(world.teacher, "a.jsonl", data, world.team), Choices())
    assert User.objects.count() == before
    assert Annotation.objects.get(quote="Taxes fell.").layer.annotator == world.pupil


@pytest.mark.django_db
def test_one_says_who_is_who_and_what_is_what(world: World) -> None:
    data = lines(
        {"text": "Taxes fell.", "label": [[0, 5, "PER"], [6, 10, "LOC"]], "annotator": "x"},
        {"text": "Taxes fell.", "label": [[0, 11, "PER"]], "annotator": "y"},
    )
    import_ = upload_import(world.teacher, "a.jsonl", data, world.team)
    seen = preview_import(world.teacher, import_, Choices())
    assert {row.name: row.becomes for row in seen.tags} == {"PER": "skip", "LOC": "skip"}
    choices = Choices({"x": str(world.pupil.pk), "y": "skip"}, {"PER": "opinion"})
    result = apply_import(world.teacher, import_, choices).result
    assert (result["marks"], result["left_out"]) == (1, 2)
    mark = Annotation.objects.get(quote="Taxes")
    assert (mark.layer.annotator, mark.tag.slug) == (world.pupil, "opinion")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (Choices({"x": "987654321"}, {}), NOT_IN_TEAM),
        (Choices({}, {"PER": "nothing"}), Message(NO_SUCH_TAG, {"tag": "nothing"})),
        (Choices({}, {}, "987654321"), NO_SUCH_TAGS),
    ],
)
def test_a_choice_that_is_none_takes_nothing_over(world: World, choices: Choices, message: str) -> None:
    data = lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]], "annotator": "x"})
    import_ = upload_import(world.teacher, "a.jsonl", data, world.team)
    people = User.objects.count()
    with pytest.raises(PermissionRefused) as refused:
        apply_import(world.teacher, import_, choices)
    assert says(message, str(refused.value))
    assert not Text.objects.filter(body="Taxes fell.").exists()
    assert User.objects.count() == people


@pytest.mark.django_db
def test_alone_one_takes_the_marks_of_one(world: World) -> None:
    data = KIND["doccano"].write(report())
    import_ = upload_import(world.teacher, "a.jsonl", data)
    seen = preview_import(world.teacher, import_, Choices())
    assert sorted(row.becomes for row in seen.people) == sorted([str(world.teacher.pk), "skip"])
    apply_import(world.teacher, import_, Choices())
    article = Article.objects.get(texts__body=BODY)
    assert (article.owner, article.team) == (world.teacher, None)
    assert set(Layer.objects.filter(round__text__article=article).values_list("annotator", flat=True)) == {
        world.teacher.pk
    }


@pytest.mark.django_db
def test_our_own_ids_stay_where_they_are_free(world: World) -> None:
    answer = world.client("teacher").get(f"/api/v1/articles/{world.article.pk}/report.w3c")
    other = create_team(world.teacher, "Another class")
    teacher = User.objects.get(pk=world.teacher.pk)
    standing = len(world.annotations)
    result = apply_import(
        teacher, upload_import(teacher, "a.jsonld", answer.content, world.team), Choices()
    ).result
    assert result["marks"] == 0, "they are here"
    assert (
        apply_import(teacher, upload_import(teacher, "a.jsonld", answer.content, other), Choices()).result[
            "marks"
        ]
        == standing
    )
    ids = set(Annotation.objects.values_list("pk", flat=True))
    world.article.delete()
    third = create_team(world.teacher, "A third class")
    teacher = User.objects.get(pk=world.teacher.pk)
    apply_import(teacher, upload_import(teacher, "a.jsonld", answer.content, third), Choices())
    back = set(
        Annotation.objects.filter(layer__round__text__article__team=third).values_list("pk", flat=True)
    )
    assert back == {mark.pk for mark in world.annotations.values()} <= ids


@pytest.mark.django_db
def test_annotations_of_the_web_find_the_article_by_its_address(world: World) -> None:
    Article.objects.filter(pk=world.article.pk).update(url="https://courier.example/mayor")
    body = world.text.body
    start = body.index("slams")

    def annotation(source: str, at: int) -> dict[str, Any]:
        selectors = [
            {"type": "TextPositionSelector", "start": at, "end": at + 5},
            {"type": "TextQuoteSelector", "exact": "slams"},
        ]
        return {
            "@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://x.example/1", "type": "Annotation",
            "body": {"type": "TextualBody", "value": "Loaded language", "purpose": "tagging"},
            "creator": "http://x.example/ada", "target": {"source": source, "selector": selectors},
        }  # fmt: skip

    data = json.dumps(
        [
            annotation("https://courier.example/mayor", start),
            annotation("https://courier.example/mayor", start + 1),
            annotation("https://elsewhere.example/", 0),
        ]
    )
    import_ = upload_import(world.teacher, "a.jsonld", data.encode(), world.team)
    seen = preview_import(world.teacher, import_, Choices())
    assert (seen.new, seen.existing) == (0, 1)
    said = [problem.message for problem in seen.problems]
    assert any(says(NO_MATCH, each) for each in said)
    assert any(says(TEXT_NOT_FOUND.format(source="https://elsewhere.example/"), each) for each in said)
    assert apply_import(world.teacher, import_, Choices()).result["marks"] == 1


@pytest.mark.django_db
def test_one_upload_of_a_thousand_rows_asks_the_database_as_often_as_one_of_ten(
    world: World, django_assert_max_num_queries: Any
) -> None:
    rows = [{"text": f"Taxes fell {n}.", "label": [[0, 5, "opinion"], [6, 10, "opinion"]]} for n in range(40)]
    import_ = upload_import(world.teacher, "a.jsonl", lines(*rows), world.team)
    with django_assert_max_num_queries(90):
        apply_import(world.teacher, import_, Choices())
    assert Team.objects.get(pk=world.team.pk).articles.count() == 42
