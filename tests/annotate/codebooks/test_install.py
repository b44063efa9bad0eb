"""Installing a codebook: once a version, with the looks that its file gives it now."""

import pytest

from annotate.codebook import read_codebook
from annotate.codebooks.actions import install_codebook, install_codebooks
from annotate.codebooks.former_wording import REWORDED
from annotate.models import Codebook, Tag

pytestmark = pytest.mark.django_db


def test_a_codebook_is_installed_once_as_its_file_says() -> None:
    assert install_codebook() == install_codebook()
    assert Codebook.objects.get().pure == read_codebook("four-tags")


def test_a_codebook_that_is_there_takes_on_new_looks_and_keeps_its_meaning() -> None:
    install_codebook()
    old = Tag.objects.get(slug="opinion")
    old.definition |= {
        "colour": "#6b3fa0",
        "colour_dark": "#c3a0f0",
        "line": "double",
        "meaning": "As it was.",
    }
    old.save()
    now = {tag.slug: tag for tag in install_codebook().pure.tags}["opinion"]
    file = {tag.slug: tag for tag in read_codebook("four-tags").tags}["opinion"]
    assert (now.colour, now.colour_dark, now.line) == (file.colour, file.colour_dark, file.line)
    assert now.meaning == "As it was."
    assert Codebook.objects.count() == 1


@pytest.mark.parametrize(("former", "current"), REWORDED.items())
def test_a_former_wording_becomes_the_current_one(former: str, current: str) -> None:
    tag = next(
        tag
        for codebook in install_codebooks()
        for tag in codebook.tags.all()
        if current in (tag.definition["meaning"], tag.definition["test"])
    )
    field = "meaning" if tag.definition["meaning"] == current else "test"
    tag.definition = tag.definition | {field: former}
    tag.save(update_fields=["definition"])
    install_codebooks()
    tag.refresh_from_db()
    assert tag.definition[field] == current
