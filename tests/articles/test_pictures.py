"""Pictures from the upload to the frozen text and its corrections, and who may see them."""

import io

import docx
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from annotate.revisions.actions import correct_text
from articles.actions import add_article, freeze
from articles.cleaning import clean
from articles.editing.pictures import carried_pictures
from articles.editing.text_edit import TextEdit, apply_edits
from articles.models import Article, Picture
from articles.text.draft import Draft
from articles.text.draft import Picture as DraftPicture
from articles.text.html import linked_pictures, text_html
from articles.text.pictures import PlacedPicture, paragraph_offsets
from tests.pictures import photo
from tests.world import World

BODY = "Mill turns\n\nThe council met.\n\nCaption of it.\n\nNobody spoke."
CAPTION = BODY.index("Caption")


def draft(*offsets: int, body: str = BODY) -> Draft:
    """Return a draft with a picture at each offset."""
    pictures = tuple(DraftPicture(o, photo(n), f"Mill {n}", 240, 160) for n, o in enumerate(offsets))
    return Draft(body, title="Mill turns", pictures=pictures)


def article_with(world: World, *offsets: int) -> Article:
    return add_article(world.teacher, draft(*offsets), b"original", "mill.docx", world.team)


def word_file() -> SimpleUploadedFile:
    document = docx.Document()
    document.add_heading("Mill turns", 0)
    document.add_paragraph("The council met on Monday to talk about the windmill on the hill.")
    document.add_picture(io.BytesIO(photo()))
    document.add_paragraph("Caption of it.")
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("mill.docx", out.getvalue())


@pytest.mark.django_db
class TestPages:
    def test_an_uploaded_picture_is_on_each_page_and_in_the_api(self, world: World) -> None:
        client = world.client("teacher")
        upload = {"text": "", "title": "", "team": world.team.pk, "files": word_file()}
        address = client.post(reverse("articles:upload"), upload)["Location"]
        article = Article.objects.latest("pk")
        (picture,) = article.pictures.all()
        source = f'src="{reverse("articles:picture", args=[article.pk, picture.pk])}"'
        assert source in client.get(address).content.decode()

        client.post(reverse("articles:freeze", args=[article.pk]))
        page = client.get(reverse("articles:article", args=[article.pk])).content.decode()
        assert page.count(source) == 1
        assert page.index(source) < page.index(">Caption of it.<")
        data = client.get(reverse("api:article", args=[article.pk])).json()
        (row,) = data["pictures"]
        assert data["text"][row["offset"] :] == "Caption of it."
        assert (row["id"], row["width"], row["height"], row["alt"]) == (picture.pk, 240, 160, "")
        response = client.get(row["url"])
        assert response["Content-Type"] == "image/jpeg"
        assert b"".join(response)[:3] == b"\xff\xd8\xff"

    def test_a_file_is_served_as_an_image_and_nothing_else(self, world: World) -> None:
        picture = article_with(world, 0).pictures.get()
        response = world.client("pupil").get(
            reverse("articles:picture", args=[picture.article_id, picture.pk])
        )
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"].startswith("private,")
        assert "Cookie" in response["Vary"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert b"".join(response)

    def test_a_picture_is_no_way_to_that_of_another_article(self, world: World) -> None:
        picture = article_with(world, 0).pictures.get()
        for role, article in (("teacher", world.article), ("stranger", world.foreign_article)):
            for route in ("articles:picture", "api:article-picture"):
                address = reverse(route, args=[article.pk, picture.pk])
                assert world.client(role).get(address).status_code == 404

    def test_a_lost_file_is_not_found(self, world: World) -> None:
        picture = article_with(world, 0).pictures.get()
        default_storage.delete(picture.file.name)
        address = reverse("articles:picture", args=[picture.article_id, picture.pk])
        assert world.client("teacher").get(address).status_code == 404

    def test_a_removed_picture_can_be_kept_and_is_deleted_at_the_end(
        self, world: World, django_capture_on_commit_callbacks: object
    ) -> None:
        article = article_with(world, CAPTION, len(BODY))
        first, second = article.pictures.all()
        client = world.client("teacher")

        def choose(picture: Picture, removed: str) -> None:
            address = reverse("articles:remove-picture", args=[article.pk])
            response = client.post(address, {"edit": f"picture-{picture.pk}", "removed": removed})
            assert response["Location"].endswith(f"/review/#picture-{picture.pk}")

        choose(first, "1")
        choose(second, "1")
        choose(second, "0")
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            text = freeze(world.teacher, article)
        assert [p.id for p in text.placed_pictures] == [second.pk]
        assert not default_storage.exists(first.file.name)
        assert default_storage.exists(second.file.name)
        address = reverse("articles:remove-picture", args=[article.pk])
        again = client.post(address, {"edit": f"picture-{second.pk}", "removed": "1"})
        assert again.status_code == 403

    def test_files_are_deleted_with_the_article(
        self, world: World, django_capture_on_commit_callbacks: object
    ) -> None:
        article = article_with(world, 0)
        name = article.pictures.get().file.name
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            article.delete()
        assert not default_storage.exists(name)

    def test_a_correction_carries_pictures_over(self, world: World) -> None:
        article = article_with(world, CAPTION, len(BODY))
        text = freeze(world.teacher, article)
        article.refresh_from_db()
        edits = [TextEdit(0, 4, "The windmill"), TextEdit(CAPTION, CAPTION, "A long ")]
        new = correct_text(world.teacher, article, 1, edits, [])
        assert [new.body[p.offset :] for p in new.placed_pictures] == [
            "A long Caption of it.\n\nNobody spoke.", "",
        ]  # fmt: skip
        assert [p.id for p in new.placed_pictures] == [p.id for p in text.placed_pictures]

    def test_an_excerpt_shows_only_its_pictures(self) -> None:
        pictures = (PlacedPicture(1, CAPTION, 240, 160, "A"), PlacedPicture(2, len(BODY), 240, 160, "B"))
        shown = linked_pictures(pictures, lambda pk: f"/{pk}", str)
        end = CAPTION + len("Caption")
        assert "<img" not in text_html(BODY, (), extract=(0, 10), pictures=shown)
        excerpt = text_html(BODY, (), extract=(CAPTION, end), pictures=shown)
        assert 'src="/1"' in excerpt
        assert 'src="/2"' not in excerpt
        assert text_html(BODY, (), pictures=shown).count("<img") == 2

    def test_alternative_text_is_escaped(self) -> None:
        shown = linked_pictures((PlacedPicture(1, 0, 240, 160, '"><script>'),), lambda pk: "/1", str)
        assert "<script>" not in text_html(BODY, (), pictures=shown)


PARAGRAPHS = st.lists(st.sampled_from(("One.", "Two two.", "Three\nlines.")), min_size=1, max_size=5)


class TestPlaces:
    @given(PARAGRAPHS, st.integers(0, 60))
    def test_a_picture_stands_between_paragraphs(self, paragraphs: list[str], offset: int) -> None:
        body = "\n\n".join(paragraphs)
        (placed,) = paragraph_offsets(body, [min(offset, len(body))])
        assert placed == len(body) or body[:placed].endswith("\n\n") or placed == 0
        assert paragraph_offsets(body, [placed]) == [placed]

    @given(st.integers(0, len(BODY)), st.integers(0, 20), st.text("ab\n", max_size=4))
    def test_edits_keep_a_picture_with_its_paragraph(self, start: int, length: int, new: str) -> None:
        edit = TextEdit(start, min(len(BODY), start + length), new)
        after = apply_edits(BODY, [edit])
        ((_, offset, *_),) = carried_pictures([[1, CAPTION, 240, 160, ""]], [edit], after)
        assert paragraph_offsets(after, [offset]) == [offset]
        if edit.end < CAPTION - 2 or edit.start > CAPTION + len("Caption"):
            assert after[offset:].startswith("Caption")


@pytest.mark.django_db
class TestReview:
    BODY = (
        "Mill turns\n\nThe council met on Monday, and all agreed on it.\n\nShare on Facebook\nTweet\nPrint\n\n"
        "Caption of the mill, which turns again.\n\nNobody spoke of it."
    )

    def article(self, world: World, *words: str) -> Article:
        """Return an article that was cleaned, with a picture before each of the paragraphs with these words."""
        source = draft(*(self.BODY.index(word) for word in words), body=self.BODY)
        return add_article(world.teacher, source, b"original", "mill.docx", world.team, clean(source))

    def test_pictures_stand_before_their_paragraphs(self, world: World) -> None:
        article = self.article(world, "Share", "Caption", "Nobody")
        page = world.client("teacher").get(reverse("articles:review", args=[article.pk])).content.decode()
        marks = [f'id="picture-{picture.pk}"' for picture in article.pictures.all()]
        expected = [marks[0], "Tweet", marks[1], "Caption", marks[2], "Nobody"]
        assert [*map(page.index, expected)] == sorted(map(page.index, expected))

    def test_pictures_move_with_cleaning_and_changes_by_hand(self, world: World) -> None:
        article = self.article(world, "Caption", "Nobody")
        start = self.BODY.index("The council")
        change = {"action": "correct", "start": start, "end": start + 3, "words": "The whole town"}
        client = world.client("teacher")
        review = reverse("articles:review", args=[article.pk])
        version = client.get(review).context["version"]
        client.post(reverse("articles:change", args=[article.pk]), change | {"version": version})
        text = freeze(world.teacher, article)
        assert "whole town" in text.body
        assert "Tweet" not in text.body
        assert [text.body[p.offset :][:7] for p in text.placed_pictures] == ["Caption", "Nobody "]
