"""Installing a codebook: once a version, with the looks that its file gives it now."""

import pytest

from annotate.codebook import read_codebook
from annotate.codebooks.actions import install_codebook
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
