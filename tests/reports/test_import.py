"""Import: what is in a file is shown first, then taken over whole; twice changes nothing; a bad row is named."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from annotate.folding import fold
from annotate.models import Annotation, Change, Layer, Round
from articles.models import Article, Text
from people.actions import create_team
from people.models import Team, User
from people.permissions import Refused
from reports.formats import formats
from reports.gather import report_on
from reports.import_actions import Choices, preview, stage, take_over
from reports.importing import understood
from reports.incoming import BadRow, Document, InMark, settled
from reports.models import Import
from reports.unpacking import MAX_FILES, unpacked
from tests.reports.small import BODY, MARKS, report
from tests.world import World

REAL = Path(__file__).parent.parent / "golden" / "imports"
KIND = formats()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def spans(document: Document) -> dict[str, list[str]]:
    assert document.text is not None
    return {who: [document.text[m.start : m.end] for m in marks] for who, marks in document.layers.items()}


# What servers of doccano 1.8.4 and Label Studio 1.23.2 exported.


def test_what_doccano_exported() -> None:
    found = understood("news.zip", (REAL / "doccano.zip").read_bytes())
    assert found.format == "doccano"
    assert found.problems == ()
    first, second = found.documents
    assert spans(first) == {"admin": ["slams", "The globalist council voted nine to six", "globalist"]}
    assert spans(second) == {
        "admin": ["Taxes fell by four per cent in 2023", "Nobody should be surprised by that"]
    }
    assert found.labels == {"Loaded language": 2, "Factual claim": 2, "Opinion": 1}


def test_what_doccano_exported_where_relations_are_on() -> None:
    found = understood("news.zip", (REAL / "doccano-relations.zip").read_bytes())
    (document,) = found.documents
    assert document.title == "Mayor slams critics"
    assert {(who, m.start, m.end, m.tag) for who, marks in document.layers.items() for m in marks} == {
        (m.annotator, m.start, m.end, m.tag) for m in MARKS
    }
    assert any(m.note == "Why not?" for m in document.layers["Bo"])
    (problem,) = found.problems
    assert problem.where == "all.jsonl, line 1"
    assert "comments" in problem.said


def test_what_label_studio_exported() -> None:
    """A task of ours, and one whose places count UTF-16 units, as older versions do."""
    found = understood("labelstudio.json", (REAL / "labelstudio.json").read_bytes())
    assert found.format == "Label Studio"
    assert found.problems == ()
    ours, other = found.documents
    assert {(who, m.start, m.end, m.tag) for who, marks in ours.layers.items() for m in marks} == {
        (m.annotator, m.start, m.end, m.tag) for m in MARKS
    }
    assert spans(other) == {"1": ["slams", "The globalist council voted nine to six", "second line"]}
    assert other.text is not None
    assert "\r" not in other.text


@pytest.mark.django_db
def test_a_team_moves_in(world: World) -> None:
    team, teacher = world.team, world.teacher
    import_ = stage(teacher, "news.zip", (REAL / "doccano.zip").read_bytes(), team)
    seen = preview(teacher, import_, Choices())
    assert (seen.new, seen.here, seen.found.marks) == (2, 0, 5)
    assert [(row.name, row.becomes) for row in seen.people] == [("admin", "new")]
    assert {row.name: row.becomes for row in seen.tags} == {
        "Loaded language": "loaded-language", "Factual claim": "factual-claim", "Opinion": "opinion",
    }  # fmt: skip
    assert Article.objects.filter(team=team).count() == 2, "nothing is taken over yet"
    taken = take_over(teacher, import_, Choices()).taken
    assert (taken["articles"], taken["marks"], taken["left_out"]) == (2, 5, 0)
    article = Article.objects.get(team=team, title__startswith="🌉 Mayor slams critics. The")
    (round_,) = Round.objects.filter(text__article=article)
    assert (round_.state, round_.mode) == ("closed", "open")
    made = report_on(User.objects.get(pk=teacher.pk), article)
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
    import_ = stage(world.teacher, "news.zip", (REAL / "doccano.zip").read_bytes(), world.team)
    take_over(world.teacher, import_, Choices())
    for round_ in import_.rounds.all():
        changes = round_.changes.order_by("seq")
        assert [change.seq for change in changes] == list(range(1, round_.last_seq + 1))
        assert {change.actor for change in changes} == {world.teacher}
        assert set(fold(changes.values_list("verb", "payload"))) == {
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
        import_ = stage(world.teacher, f"report.{KIND[slug].ending}", data, world.team)
        taken = take_over(world.teacher, import_, Choices()).taken
        kinds = (Article, Text, Round, Layer, Annotation, Change, User)
        counts.append(([kind.objects.count() for kind in kinds], taken["articles"], taken["marks"]))
    first, second = counts
    assert first[1:] == (1, len(MARKS))
    assert second == (first[0], 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_at_once_make_one_of_it(world: World) -> None:
    data = KIND["doccano"].write(report())
    staged = [stage(world.teacher, "a.jsonl", data, world.team).pk for _ in range(2)]

    def take(pk: int) -> int:
        try:
            taken = take_over(
                User.objects.get(pk=world.teacher.pk), Import.objects.get(pk=pk), Choices()
            ).taken
            return int(taken["articles"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, staged)) == [0, 1]
    assert Text.objects.filter(body=BODY).count() == 1
    assert world.team.people.filter(name="Ada").count() == 1


@pytest.mark.django_db
def test_a_mark_that_was_taken_off_since_does_not_come_back(world: World) -> None:
    data = KIND["doccano"].write(report())
    take_over(world.teacher, stage(world.teacher, "a.jsonl", data, world.team), Choices())
    Annotation.objects.filter(layer__round__text__body=BODY).update(deleted=True)
    taken = take_over(world.teacher, stage(world.teacher, "a.jsonl", data, world.team), Choices()).taken
    assert taken["marks"] == 0
    assert not Annotation.objects.filter(layer__round__text__body=BODY, deleted=False).exists()


@pytest.mark.django_db
def test_files_of_several_annotators_meet_in_one_round(world: World) -> None:
    text = "Taxes fell. Nobody likes it."
    for name, label in (("ada.jsonl", [0, 11, "Factual claim"]), ("bo.jsonl", [12, 28, "Opinion"])):
        data = lines({"text": text, "label": [label]})
        take_over(world.teacher, stage(world.teacher, name, data, world.team), Choices())
    (round_,) = Round.objects.filter(text__body=text)
    assert set(round_.layers.values_list("annotator__name", flat=True)) == {"ada", "bo"}


@pytest.mark.django_db
def test_people_of_the_same_name_are_the_same_people(world: World) -> None:
    data = lines({"text": "Taxes fell.", "label": [[0, 11, "opinion"]], "annotator": world.pupil.name})
    before = User.objects.count()
    take_over(world.teacher, stage(world.teacher, "a.jsonl", data, world.team), Choices())
    assert User.objects.count() == before
    assert Annotation.objects.get(quote="Taxes fell.").layer.annotator == world.pupil


@pytest.mark.django_db
def test_one_says_who_is_who_and_what_is_what(world: World) -> None:
    data = lines(
        {"text": "Taxes fell.", "label": [[0, 5, "PER"], [6, 10, "LOC"]], "annotator": "x"},
        {"text": "Taxes fell.", "label": [[0, 11, "PER"]], "annotator": "y"},
    )
    import_ = stage(world.teacher, "a.jsonl", data, world.team)
    seen = preview(world.teacher, import_, Choices())
    assert {row.name: row.becomes for row in seen.tags} == {"PER": "skip", "LOC": "skip"}
    choices = Choices({"x": str(world.pupil.pk), "y": "skip"}, {"PER": "opinion"})
    taken = take_over(world.teacher, import_, choices).taken
    assert (taken["marks"], taken["left_out"]) == (1, 2)
    mark = Annotation.objects.get(quote="Taxes")
    assert (mark.layer.annotator, mark.tag.slug) == (world.pupil, "opinion")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (Choices({"x": "987654321"}, {}), "is not in this team"),
        (Choices({}, {"PER": "nothing"}), "no tag “nothing”"),
        (Choices({}, {}, "987654321"), "no such tags"),
    ],
)
def test_a_choice_that_is_none_takes_nothing_over(world: World, choices: Choices, said: str) -> None:
    data = lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]], "annotator": "x"})
    import_ = stage(world.teacher, "a.jsonl", data, world.team)
    people = User.objects.count()
    with pytest.raises(Refused, match=said):
        take_over(world.teacher, import_, choices)
    assert not Text.objects.filter(body="Taxes fell.").exists()
    assert User.objects.count() == people


@pytest.mark.django_db
def test_alone_one_takes_the_marks_of_one(world: World) -> None:
    data = KIND["doccano"].write(report())
    import_ = stage(world.teacher, "a.jsonl", data)
    seen = preview(world.teacher, import_, Choices())
    assert sorted(row.becomes for row in seen.people) == sorted([str(world.teacher.pk), "skip"])
    take_over(world.teacher, import_, Choices())
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
    standing = len(world.marks)
    taken = take_over(teacher, stage(teacher, "a.jsonld", answer.content, world.team), Choices()).taken
    assert taken["marks"] == 0, "they are here"
    assert (
        take_over(teacher, stage(teacher, "a.jsonld", answer.content, other), Choices()).taken["marks"]
        == standing
    )
    ids = set(Annotation.objects.values_list("pk", flat=True))
    world.article.delete()
    third = create_team(world.teacher, "A third class")
    teacher = User.objects.get(pk=world.teacher.pk)
    take_over(teacher, stage(teacher, "a.jsonld", answer.content, third), Choices())
    back = set(
        Annotation.objects.filter(layer__round__text__article__team=third).values_list("pk", flat=True)
    )
    assert back == {mark.pk for mark in world.marks.values()} <= ids


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
    import_ = stage(world.teacher, "a.jsonld", data.encode(), world.team)
    seen = preview(world.teacher, import_, Choices())
    assert (seen.new, seen.here) == (0, 1)
    said = [f"{problem.where} {problem.said}" for problem in seen.problems]
    assert any("does not match" in each for each in said)
    assert any("not here: https://elsewhere.example/" in each for each in said)
    assert take_over(world.teacher, import_, Choices()).taken["marks"] == 1


BAD = {
    "no json": (b'{"text": "a", "label": []}\n{"text": \n', "corpus.jsonl, line 2", "no JSON"),
    "no text": (lines({"text": "a", "label": []}, {"text": 7, "label": []}), "corpus.jsonl, line 2", "no text"),
    "a list": (lines({"text": "a", "label": []}) + b"[1]\n", "corpus.jsonl, line 2", "must be an object"),
    "no span": (lines({"text": "abc", "label": [["0", 1, "opinion"]]}), "corpus.jsonl, line 1", "whole numbers"),
    "outside": (lines({"text": "abc", "label": [[1, 9, "opinion"]]}), "corpus.jsonl, line 1", "0 ≤ start < end ≤ 3"),
    "backwards": (lines({"text": "abc", "label": [[2, 1, "opinion"]]}), "corpus.jsonl, line 1", "start < end"),
    "negative": (lines({"text": "abc", "label": [[-3, -1, "opinion"]]}), "corpus.jsonl, line 1", "0 ≤ start"),
    "blank": (lines({"text": "a  b", "label": [[1, 3, "opinion"]]}), "corpus.jsonl, line 1", "white space"),
    "no label": (lines({"text": "abc", "label": [[0, 1, ""]]}), "corpus.jsonl, line 1", "without a label"),
    "classes": (lines({"text": "abc", "label": ["sports"]}), "corpus.jsonl, line 1", "whole text"),
    "bytes": (b'{"text": "a", "label": []}\n{"text": "\xff"}', "corpus.jsonl", "no UTF-8"),
    "deep": (lines({"text": "a", "label": []}) + b"[" * 100_000, "corpus.jsonl, line 2", "nested"),
    "too long": (lines({"text": "a" * 2_000_001, "label": []}), "corpus.jsonl, line 1", "2,000,001 characters"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_names_its_file_and_line(what: str) -> None:
    data, where, said = BAD[what]
    if what == "bytes":
        with pytest.raises(BadRow, match="none of the files"):
            understood("corpus.jsonl", data)
        return
    (problem,) = understood("corpus.jsonl", data).problems
    assert problem.where == where
    assert said in problem.said


def test_brat_refuses_pieces_with_words_between() -> None:
    files = {
        "ada/a.txt": b"The mayor, who lies, slams critics.\nEverybody.",
        "ada/a.ann": (
            b"T1\topinion 0 9;21 26\tThe mayor slams\nT2\topinion 27 35;36 46\tcritics. Everybody.\n"
            b"#1\tAnnotatorNotes T2\tTo be checked\nR1\tis Arg1:T1 Arg2:T2\nTx opinion\n"
        ),
    }
    found = understood("brat.zip", zipped(files))
    (document,) = found.documents
    assert spans(document) == {"ada": ["critics.\nEverybody."]}
    assert document.layers["ada"][0].note == "To be checked"
    assert [problem.where for problem in found.problems] == [
        "ada/a.ann, line 1",
        "ada/a.ann, line 5",
        "ada/a.ann",
    ]
    assert "discontinuous, in 2 pieces" in found.problems[0].said
    assert "no place here: 1 lines" in found.problems[2].said


def test_conll_without_a_text_beside_it() -> None:
    data = (
        b"-DOCSTART- -X- O O\n\nTaxes NN B-NP B-opinion\nfell VB I-VP I-opinion\n. . O O\n\nOh UH O I-LOC\n"
    )
    (document,) = understood("train.conll", data).documents
    assert document.text == "Taxes fell .\nOh"
    assert spans(document) == {"train": ["Taxes fell", "Oh"]}
    found = understood("train.conll", b"Taxes\n")
    assert "no IOB tag at the end of line 1" in found.problems[0].said


def test_webanno_of_another_tool() -> None:
    data = (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
        "#T_RL=webanno.custom.Rel|BT_webanno.custom.X\n\n\n"
        "#Text=🌉 Ada Lovelace met Bo.\n"
        "1-1\t0-2\t🌉\t_\t_\t_\t_\t\n1-2\t3-6\tAda\t*[1]\tPER[1]\t_\t_\t\n1-3\t7-15\tLovelace\t*[1]\tPER[1]\t_\t_\t\n"
        "1-4\t16-19\tmet\t_\t_\t_\t_\t\n1-5\t20-22\tBo\t*\tPER\\_x\t_\t_\t\n1-6\t22-23\t.\t_\t_\t_\t_\t\n"
    ).encode()
    found = understood("ada.tsv", data)
    assert found.problems == ()
    (document,) = found.documents
    assert document.text == "🌉 Ada Lovelace met Bo."
    assert spans(document) == {"ada": ["Ada Lovelace", "Bo"]}
    assert [m.tag for m in document.layers["ada"]] == ["PER", "PER_x"]


def test_what_no_reader_knows_names_those_there_are() -> None:
    with pytest.raises(BadRow, match="doccano"):
        understood("a.txt", b"Just a text.")
    with pytest.raises(BadRow, match="holds nothing"):
        understood(
            "a.json",
            lines({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": []}),
        )


def test_zips() -> None:
    inner = zipped({"b.jsonl": lines({"text": "b", "label": []})})
    whole = zipped(
        {
            "a.jsonl": lines({"text": "a", "label": []}),
            "x/b.zip": inner,
            "__MACOSX/._a": b"x",
            "x/.DS_Store": b"y",
        }
    )
    assert [document.text for document in understood("a.zip", whole).documents] == ["a", "b"]
    for data, said in (
        (b"PK\x03\x04 no zip", "broken ZIP"),
        (zipped({"a.zip": zipped({"b.zip": inner})}), "ZIP in a ZIP in a ZIP"),
        (zipped({str(n): b"" for n in range(MAX_FILES + 1)}), "more than can be taken"),
    ):
        with pytest.raises(BadRow, match=said):
            unpacked("a.zip", data)


def test_a_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.unpacking.MAX_BYTES", 1_000_000)
    with pytest.raises(BadRow, match="more than can be taken"):
        unpacked("a.zip", zipped({"a.jsonl": b"0" * 10_000_000}))


@given(st.text(st.sampled_from("a\r\n🌉é "), min_size=1, max_size=20).filter(str.strip), st.data())
def test_line_ends_and_units_are_settled(text: str, data: st.DataObject) -> None:
    """Whether a file counts code points or UTF-16 units, the words stay what they were."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    if not quote.strip():
        return
    utf16 = data.draw(st.booleans())
    at = [len(text[:n].encode("utf-16-le")) // 2 if utf16 else n for n in (start, end)]
    # One place alone may fit both ways of counting.
    units = [text[a:b] for a, b in [at]]
    document = Document("a", text, {"ada": (InMark(*at, "opinion", quote),)})
    kept, problems = settled(document)
    if utf16 and units == [quote] and at != [start, end]:
        return
    assert problems == ()
    (mark,) = kept.layers["ada"]
    assert kept.text is not None
    assert kept.text[mark.start : mark.end] == mark.quote
    assert kept.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert mark.quote.replace("\n", "") == quote.replace("\r", "").replace("\n", "")


@pytest.mark.django_db
def test_the_page_shows_first_and_does_then(world: World) -> None:
    client = world.client("teacher")
    page = client.get("/imports/").content.decode()
    assert "Label Studio" in page
    file = SimpleUploadedFile(
        "corpus.jsonl", lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]]}, {"text": 1, "label": []})
    )
    answer = client.post("/imports/", {"file": file, "team": world.team.pk})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "corpus.jsonl, line 2" in page
    assert not Text.objects.filter(body="Taxes fell.").exists()
    sent = {
        "tag": ["PER"],
        "tag-becomes": ["opinion"],
        "person": ["corpus"],
        "person-becomes": [str(world.pupil.pk)],
    }
    done = client.post(answer["Location"], sent, follow=True)
    assert "1</b> new article" in done.content.decode()
    assert Annotation.objects.get(quote="Taxes").layer.annotator == world.pupil
    again = client.post(answer["Location"], sent, follow=True)
    assert again.status_code == 200
    assert Annotation.objects.filter(quote="Taxes").count() == 1


@pytest.mark.django_db
def test_the_page_says_what_is_wrong_with_a_file(world: World) -> None:
    client = world.client("teacher")
    answer = client.post("/imports/", {"file": SimpleUploadedFile("a.txt", b"x"), "team": world.team.pk})
    assert answer.status_code == 422
    assert "a.txt is none of the files" in answer.content.decode()
    answer = client.post("/imports/", {"team": world.team.pk})
    assert answer.status_code == 422
    assert not Import.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_kept_of_a_file_that_was_taken_over(world: World) -> None:
    data = lines({"text": "Taxes fell.", "label": [[0, 5, "opinion"]], "annotator": "Zoe Quill"})
    import_ = stage(world.teacher, "a.jsonl", data, world.team)
    path = Path(import_.file.path)
    assert path.exists()
    done = take_over(world.teacher, import_, Choices())
    assert not path.exists()
    assert "Zoe" not in json.dumps(Import.objects.get(pk=done.pk).taken)
    assert world.client("teacher").get(f"/imports/{done.pk}/").status_code == 200


@pytest.mark.django_db
def test_a_file_can_be_thrown_away(world: World) -> None:
    import_ = stage(world.teacher, "a.jsonl", lines({"text": "a", "label": []}), world.team)
    path = Path(import_.file.path)
    assert path.exists()
    world.client("teacher").post(f"/imports/{import_.pk}/", {"drop": "1"})
    assert not Import.objects.exists()
    assert not path.exists()


@pytest.mark.django_db
def test_programs_import_too(world: World) -> None:
    client = world.client("teacher")
    file = SimpleUploadedFile("corpus.jsonl", lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]]}))
    seen = client.post("/api/v1/imports/", {"file": file, "team": world.team.pk})
    assert seen.status_code == 201
    said = seen.json()
    assert said["articles"] == {"new": 1, "here": 0}
    assert said["tags"] == [{"name": "PER", "marks": 1, "becomes": "skip"}]
    path = f"/api/v1/imports/{said['id']}/"
    done = client.post(path, {"tags": {"PER": "opinion"}}, content_type="application/json").json()
    assert (done["taken"]["articles"], done["taken"]["marks"]) == (1, 1)
    assert client.post(path, {}, content_type="application/json").json() == done
    assert client.get("/api/v1/imports/").json()["results"][0]["id"] == said["id"]
    bad = client.post("/api/v1/imports/", {"file": SimpleUploadedFile("a.txt", b"x")})
    assert bad.status_code == 422
    assert "none of the files" in bad.json()["detail"]
    wrong = client.post("/api/v1/imports/", {"file": file, "team": world.foreign_team.pk})
    assert wrong.status_code == 400


@pytest.mark.django_db
def test_from_the_command_line(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(
        lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]], "annotator": "x"}, {"text": 1, "label": []})
    )
    given = [
        "import",
        str(path),
        "--as",
        world.teacher.email,
        "--team",
        str(world.team.pk),
        "--tag",
        "PER=opinion",
    ]
    call_command(*given, "--dry-run")
    assert not Text.objects.filter(body="Taxes fell.").exists()
    call_command(*given, "--person", f"x={world.pupil.pk}")
    said = capsys.readouterr()
    assert "1 new articles, 1 new marks" in said.out
    assert "corpus.jsonl, line 2: holds no text." in said.err
    assert Annotation.objects.get(quote="Taxes").layer.annotator == world.pupil
    call_command(*given)
    assert "0 new articles, 0 new marks" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["{file}", "--as", "nobody@school.example"], "Nobody here has the address"),
        (["{file}", "--as", "{viewer}", "--team", "{team}"], "you may not import marks"),
        (["{file}", "--as", "{stranger}", "--team", "{team}"], "no such team"),
        (["{file}x", "--as", "{teacher}"], "cannot be read"),
        (["{file}", "--as", "{teacher}", "--tag", "PER"], "is no NAME=WHAT"),
        (["{file}", "--as", "{teacher}", "--tag", "PER=none"], "no tag “none”"),
        (["{other}", "--as", "{teacher}"], "none of the files"),
    ],
)
def test_what_cannot_be_imported_says_why(world: World, tmp_path: Path, given: list[str], said: str) -> None:
    file, other = tmp_path / "corpus.jsonl", tmp_path / "a.txt"
    file.write_bytes(lines({"text": "Taxes fell.", "label": [[0, 5, "PER"]]}))
    other.write_text("x")
    known = {
        "file": file, "other": other, "team": world.team.pk, "viewer": world.viewer.email,
        "stranger": world.stranger.email, "teacher": world.teacher.email,
    }  # fmt: skip
    with pytest.raises(CommandError, match=said):
        call_command("import", *[part.format(**known) for part in given])
    assert not Text.objects.filter(body="Taxes fell.").exists()


@pytest.mark.django_db
def test_one_upload_of_a_thousand_rows_asks_the_database_as_often_as_one_of_ten(
    world: World, django_assert_max_num_queries: Any
) -> None:
    rows = [{"text": f"Taxes fell {n}.", "label": [[0, 5, "opinion"], [6, 10, "opinion"]]} for n in range(40)]
    import_ = stage(world.teacher, "a.jsonl", lines(*rows), world.team)
    with django_assert_max_num_queries(90):
        take_over(world.teacher, import_, Choices())
    assert Team.objects.get(pk=world.team.pk).articles.count() == 42
